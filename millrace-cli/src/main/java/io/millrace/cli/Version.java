package io.millrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says; the build fills in {@code version.properties}. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Properties built = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            built.load(in);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return new String[] {
            "millrace " + built.getProperty("millrace"),
            "Flink " + built.getProperty("flink") + ", Kafka " + built.getProperty("kafka") + ", Java "
                    + System.getProperty("java.version")
        };
    }
}
