package io.millrace.local.broker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataLogTest {

    private static final int BATCH_BYTES = 100;

    private final Path directory;
    private final Path segment;

    MetadataLogTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        Path partition = Files.createDirectory(directory.resolve("__cluster_metadata-0"));
        segment = partition.resolve("00000000000000000000.log");
    }

    @Test
    void acceptsWhatAKilledProcessLeavesAtTheEnd() throws Exception {
        // Given
        byte[] log = batches(3);
        Files.write(segment, Arrays.copyOf(log, 2 * BATCH_BYTES + 70));

        // Then
        assertThatCode(this::check)
                .as("half a batch was never promised to anybody")
                .doesNotThrowAnyException();
    }

    @Test
    void refusesDamageBeforeASoundBatch() throws Exception {
        // Given
        byte[] log = batches(3);
        log[BATCH_BYTES + 80] ^= 1;
        Files.write(segment, log);

        // Then
        assertThatThrownBy(this::check).hasMessageContaining("[MR-3005]").hasMessageContaining("damaged at byte 100");
    }

    @Test
    void refusesALengthThatHidesTheBatchesBehindIt() throws Exception {
        // Given
        byte[] log = batches(3);
        log[BATCH_BYTES + 8] = 0x7f;
        Files.write(segment, log);

        // Then
        assertThatThrownBy(this::check).hasMessageContaining("damaged at byte 100");
    }

    @Test
    void refusesHalfABatchInASegmentThatWasFollowedByAnother() throws Exception {
        // Given
        Files.write(segment, Arrays.copyOf(batches(2), BATCH_BYTES + 50));
        Files.write(segment.resolveSibling("00000000000000000002.log"), batches(1));

        // Then
        assertThatThrownBy(this::check).hasMessageContaining(segment.toString());
    }

    private void check() throws Exception {
        new MetadataLog(directory).check();
    }

    private static byte[] batches(int count) {
        ByteBuffer log = ByteBuffer.allocate(count * BATCH_BYTES);
        for (int batch = 0; batch < count; batch++) {
            int at = batch * BATCH_BYTES;
            log.putLong(at, batch).putInt(at + 8, BATCH_BYTES - 12).put(at + 16, (byte) 2);
            CRC32C checksum = new CRC32C();
            checksum.update(log.array(), at + 21, BATCH_BYTES - 21);
            log.putInt(at + 17, (int) checksum.getValue());
        }
        return log.array();
    }
}
