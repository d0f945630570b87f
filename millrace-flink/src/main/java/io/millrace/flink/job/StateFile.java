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
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.jspecify.annotations.Nullable;

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
        return ask(files -> files.exists(path));
    }

    /** Of a directory that is not there, none. */
    List<StateFile> children(Predicate<String> name) throws IOException {
        if (!exists()) {
            return List.of();
        }
        FileStatus[] found = ask(files -> files.listStatus(path));
        if (found == null) {
            // how Flink's files of this machine say it
            throw new IOException("the directory cannot be listed");
        }
        return Stream.of(found)
                .map(status -> new StateFile(status.getPath()))
                .filter(child -> name.test(child.name()))
                .toList();
    }

    StateFile makeDirectory() throws IOException {
        ask(files -> files.mkdirs(path));
        return this;
    }

    /** All of it. */
    byte[] bytes() throws IOException {
        return ask(files -> {
            try (InputStream in = files.open(path)) {
                return in.readAllBytes();
            }
        });
    }

    /** As a text; empty if it is not there. */
    public Optional<String> read() throws IOException {
        return exists() ? Optional.of(new String(bytes(), StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** Replaces it as a whole or not at all. In an object store an empty one is none. */
    public void write(String text) throws IOException {
        if (isObject()) {
            if (text.isEmpty()) {
                delete();
            } else {
                replace(text);
            }
            return;
        }
        Path draft = path.suffix(".new");
        put(draft, text);
        if (!ask(files -> files.rename(draft, path))) {
            throw new IOException("\"" + draft + "\" could not be renamed to \"" + name() + "\"");
        }
    }

    /**
     * Makes it, unless it is there. Of several who try at once on a disk, one succeeds; in an object store several may,
     * and the last one's text stays.
     *
     * @param text not empty, since Flink takes an empty object for none
     * @return whether it was made
     */
    public boolean create(String text) throws IOException {
        if (isObject()) {
            if (exists()) {
                return false;
            }
            replace(text);
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

    /** What is written plainly over an object is not there for a moment, since Flink deletes the old one first. */
    private void replace(String text) throws IOException {
        ask(files -> {
            try (RecoverableFsDataOutputStream out =
                    files.createRecoverableWriter().open(path)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.closeForCommit().commit();
            }
            return path;
        });
    }

    private void put(Path to, String text) throws IOException {
        ask(files -> {
            try (FSDataOutputStream out = files.create(to, WriteMode.OVERWRITE)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return to;
        });
    }

    /** With everything in it. */
    public void delete() throws IOException {
        if (!ask(files -> files.delete(path, true)) && exists()) {
            throw new IOException("\"" + this + "\" could not be deleted");
        }
    }

    /** Whether it is in an object store. */
    public boolean isObject() {
        String scheme = path.toUri().getScheme();
        return scheme != null && !scheme.equals("file");
    }

    /** Something that a file system is asked for. */
    private interface Question<T extends @Nullable Object> {
        T of(FileSystem files) throws IOException;
    }

    private <T extends @Nullable Object> T ask(Question<T> question) throws IOException {
        try {
            return question.of(path.getFileSystem());
        } catch (RuntimeException e) {
            // what the client of an object store throws where a file system says IOException
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What to do when it cannot be used. */
    public String remedy() {
        return isObject()
                ? "check the bucket, the key 's3' of the environment, and what this login may do"
                : "make it readable and writable for this user; on a cluster, under the same path on every worker";
    }

    /** As users write it: a path where it is one. */
    @Override
    public String toString() {
        return isObject() ? path.toUri().toString() : path.getPath();
    }
}
