package io.millrace.cluster.machine;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One command at a time starts or stops processes of a cluster. The end of this process gives it back in any case. */
record ClusterLock(FileChannel file) implements AutoCloseable {

    static ClusterLock take(ClusterDirectory directory) throws IOException {
        Path path = directory.lock();
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(file) == null) {
            file.close();
            throw new MillraceException(
                    ErrorCode.DATA_IN_USE,
                    "another command is starting or stopping the cluster in '%s'".formatted(directory.root()),
                    "wait until it has ended");
        }
        return new ClusterLock(file);
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
