package io.millrace.local.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The password of a local database, made up once, in a file that {@code psql} reads as well ({@code PGPASSFILE}). */
final class DatabasePassword {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final String START = "127.0.0.1:*:*:" + EmbeddedDatabase.USER + ":";
    private static final int BYTES = 18;

    private final String text;

    private DatabasePassword(String text) {
        this.text = text;
    }

    /** @throws IOException also if the file is there and holds no password */
    static DatabasePassword in(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(whole);
            write(whole, START + Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(START) && line.length() > START.length())
                .findFirst()
                .map(line -> new DatabasePassword(line.substring(START.length())))
                .orElseThrow(() -> new IOException("'" + file + "' holds no line that begins with " + START));
    }

    String text() {
        return text;
    }

    /** A file with nothing but the password; the caller deletes it. */
    Path forInitdb(Path directory) throws IOException {
        Path file = directory.resolve("initial-password");
        Files.deleteIfExists(file);
        write(file, text + "\n");
        return file;
    }

    private static void write(Path file, String content) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
        Files.writeString(file, content, StandardOpenOption.WRITE);
    }
}
