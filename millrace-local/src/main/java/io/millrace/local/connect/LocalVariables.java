package io.millrace.local.connect;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Variables in connectors: where the local database is, under the names that PostgreSQL's own clients know ({@code PGHOST},
 * {@code PGPORT}, {@code PGUSER}, {@code PGPASSWORD}, {@code PGDATABASE}); any other of this process's environment. They are
 * put in inside the worker, so that what Connect keeps, shows and logs has only the references.
 */
public final class LocalVariables implements ConfigProvider {

    static final String NAME = "env";

    /** Parameter: a file in the form of Java's properties. */
    static final String FILE = "file";

    private final Properties local = new Properties();

    /**
     * @param file to write, for this user's eyes only
     * @param database where the local database is
     */
    public static void write(Path file, Map<String, String> database) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Properties properties = new Properties();
        properties.putAll(database);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    static boolean isKnown(Path file, String variable) throws IOException {
        LocalVariables variables = new LocalVariables();
        variables.load(file);
        return variables.value(variable).isPresent();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        try {
            load(Path.of(String.valueOf(configs.get(FILE))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            local.load(reader);
        }
    }

    private Optional<String> value(String variable) {
        return Optional.ofNullable(local.getProperty(variable)).or(() -> Optional.ofNullable(System.getenv(variable)));
    }

    @Override
    public ConfigData get(String path) {
        return new ConfigData(Map.of());
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> found = new HashMap<>();
        keys.forEach(key -> value(key).ifPresent(value -> found.put(key, value)));
        return new ConfigData(found);
    }

    @Override
    public void close() {}
}
