package io.millrace.flink.job;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * A file or directory where checkpoints are kept, read and written as Flink does it: on a disk, or in an object store
 * whose file system is installed.
 */
public record StateFile(Path path) {

    public static StateFile of(java.nio.file.Path local) {
        return of(local.toAbsolutePath().normalize().toUri());
    }

    /** @param uri with a scheme, e.g. {@code file:///mnt/state} or {@code s3://bucket/state} */
    public static StateFile of(URI uri) {
        return new StateFile(new Path(uri.getScheme(), uri.getAuthority(), uri.getPath()));
    }

    /** @param pointer to a savepoint, as Flink gives it */
    public static StateFile ofFlink(String pointer) {
        return new StateFile(new Path(pointer));
    }

    public StateFile child(String name) {
        return new StateFile(new Path(path, name));
    }

    public String name() {
        return path.getName();
    }

    /** As Flink's settings want it. */
    public String uri() {
        // Flink takes it as it is, and decodes nothing
        return path.toString();
    }

    public boolean exists() throws IOException {
        return files().exists(path);
    }

    /** Of a directory that is not there, none. */
    List<StateFile> children(Predicate<String> name) throws IOException {
        if (!exists()) {
            return List.of();
        }
        FileStatus[] found = files().listStatus(path);
        return found == null
                ? List.of()
                : Stream.of(found)
                        .map(status -> new StateFile(status.getPath()))
                        .filter(child -> name.test(child.name()))
                        .toList();
    }

    StateFile makeDirectory() throws IOException {
        files().mkdirs(path);
        return this;
    }

    /** The caller closes it. */
    InputStream open() throws IOException {
        return files().open(path);
    }

    /** As a text; empty if it is not there. */
    public Optional<String> read() throws IOException {
        if (!exists()) {
            return Optional.empty();
        }
        try (InputStream in = open()) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Replaces it as a whole or not at all. */
    public void write(String text) throws IOException {
        if (files().isDistributedFS()) {
            // an object appears once it was written to its end, and has no cheap renaming
            put(path, text);
            return;
        }
        Path draft = path.suffix(".new");
        put(draft, text);
        if (!files().rename(draft, path)) {
            throw new IOException("\"" + draft + "\" could not be renamed to \"" + name() + "\"");
        }
    }

    /**
     * Makes it, unless it is there: of several who try at once on a disk, one succeeds.
     *
     * @return whether it was made
     */
    public boolean create(String text) throws IOException {
        if (files().isDistributedFS()) {
            if (exists()) {
                return false;
            }
            put(path, text);
            return true;
        }
        java.nio.file.Path local = java.nio.file.Path.of(path.getPath());
        Files.createDirectories(local.toAbsolutePath().getParent());
        try {
            Files.writeString(local, text, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private void put(Path to, String text) throws IOException {
        try (FSDataOutputStream out = files().create(to, WriteMode.OVERWRITE)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** With everything in it. */
    public void delete() throws IOException {
        if (!files().delete(path, true) && exists()) {
            throw new IOException("\"" + this + "\" could not be deleted");
        }
    }

    private FileSystem files() throws IOException {
        return path.getFileSystem();
    }

    /** As users write it: a path where it is one. */
    @Override
    public String toString() {
        URI uri = path.toUri();
        return uri.getScheme() == null || uri.getScheme().equals("file") ? path.getPath() : uri.toString();
    }
}
