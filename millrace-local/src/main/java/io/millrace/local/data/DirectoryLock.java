package io.millrace.local.data;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps two processes from using one data directory. The system frees it when the process ends in whatever way. The
 * file stays: deleting it would let two processes lock two different files.
 */
final class DirectoryLock implements AutoCloseable {

    /**
     * Locks of this process. On POSIX systems closing any channel on a file gives up the process's lock on it, so a
     * second attempt must not even open the file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @param holder file in which a holder says where it is reached
     * @throws MillraceException {@code DATA_IN_USE} naming the process that holds it
     */
    static DirectoryLock take(Path file, Path holder) throws IOException {
        if (!HELD.add(file)) {
            throw inUse(file, holder, "this process");
        }
        try {
            return new DirectoryLock(file, lock(file, holder));
        } catch (IOException | MillraceException e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static FileChannel lock(Path file, Path holder) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(file, holder, "process " + Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (IOException | MillraceException e) {
            channel.close();
            throw e;
        }
    }

    private static MillraceException inUse(Path file, Path holder, String process) throws IOException {
        String where = Endpoints.read(holder)
                .filter(Endpoints::isAlive)
                .map(endpoints -> ", which serves Kafka on " + endpoints.kafka())
                .orElse("");
        return new MillraceException(
                ErrorCode.DATA_IN_USE,
                "'" + file.getParent() + "' is in use by " + process + where,
                "stop that process (Ctrl-C in its terminal), or name another directory with --data DIR");
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(file);
    }
}
