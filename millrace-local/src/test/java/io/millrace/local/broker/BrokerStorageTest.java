package io.millrace.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerStorageTest {

    private final Path directory;

    BrokerStorageTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void formatsOnceAndKeepsTheClusterAfterwards() throws Exception {
        // Given
        prepare();
        String first = Files.readString(directory.resolve("meta.properties"));

        // When
        prepare();

        // Then
        assertThat(Files.readString(directory.resolve("meta.properties"))).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version=1\\nnode.id=7\\ncluster.id=abc | holds node.id '7', not '1'",
                "version=9\\nnode.id=1\\ncluster.id=abc | holds version '9', not '1'",
                "version=1\\nnode.id=1 | holds no cluster.id",
                "\\\\u00zz | cannot be read"
            })
    void saysWhatIsWrongWithDamagedProperties(String content, String message) throws Exception {
        // Given
        Path meta = directory.resolve("meta.properties");
        Files.writeString(meta, content.replace("\\n", "\n").replace("\\\\", "\\"));
        byte[] before = Files.readAllBytes(meta);

        // When
        assertThatThrownBy(this::prepare)
                // Then
                .hasMessageContaining("[MR-3005]")
                .hasMessageContaining(message)
                .hasMessageContaining("--wipe")
                .hasMessageContaining("nothing has been deleted");
        assertThat(Files.readAllBytes(meta)).isEqualTo(before);
    }

    @Test
    void refusesDataWhosePropertiesAreGone() throws Exception {
        // Given
        Files.createDirectory(directory.resolve("orders-0"));

        // When
        assertThatThrownBy(this::prepare)
                // Then
                .as("formatting anew would make the topics unreadable for ever")
                .hasMessageContaining("[MR-3005]")
                .hasMessageContaining("'orders-0'");
    }

    @Test
    void formatsAgainWhenTheFirstFormattingWasCutShort() throws Exception {
        // Given
        Files.writeString(directory.resolve("bootstrap.checkpoint"), "half");

        // When
        prepare();

        // Then
        assertThat(directory.resolve("meta.properties")).exists();
    }

    @Test
    void refusesToStartOnAnAlmostFullDisk() {
        BrokerOptions greedy = BrokerOptions.in(directory).withMinFreeBytes(1L << 60);

        assertThatThrownBy(new BrokerStorage(greedy)::prepare)
                .hasMessageContaining("[MR-3006]")
                .hasMessageContaining("MiB left, and Kafka needs 1099511627776 MiB");
    }

    @Test
    void refusesAFileInPlaceOfTheDirectory() throws Exception {
        // Given
        Path file = Files.writeString(directory.resolve("file"), "");

        // When
        assertThatThrownBy(new BrokerStorage(BrokerOptions.in(file))::prepare)
                // Then
                .hasMessageContaining("[MR-3007]")
                .hasMessageContaining(file.toString());
    }

    private void prepare() {
        new BrokerStorage(BrokerOptions.in(directory)).prepare();
    }
}
