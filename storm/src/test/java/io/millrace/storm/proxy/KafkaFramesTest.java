package io.millrace.storm.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class KafkaFramesTest {

    private static final byte[] PRODUCE = request(ApiKeys.PRODUCE.id, 300);
    private static final byte[] COMMIT = request(ApiKeys.END_TXN.id, 40);

    private final KafkaFrames frames = new KafkaFrames();

    @Test
    void findsACommitAmongOtherRequests() {
        byte[] all = joined(PRODUCE, COMMIT, PRODUCE);

        assertThat(frames.hasCommit(all, all.length)).isTrue();
        assertThat(frames.hasCommit(PRODUCE, PRODUCE.length)).isFalse();
    }

    @Test
    void findsOneHoweverItIsCutIntoPieces() {
        byte[] all = joined(PRODUCE, COMMIT, PRODUCE);
        int found = 0;
        for (byte each : all) {
            found += frames.hasCommit(new byte[] {each}, 1) ? 1 : 0;
        }

        assertThat(found).isEqualTo(1);
    }

    @Test
    void takesNoContentForARequest() {
        byte[] looksLikeOne = joined(request(ApiKeys.PRODUCE.id, COMMIT.length + 2), new byte[0]);
        System.arraycopy(COMMIT, 0, looksLikeOne, 6, COMMIT.length);

        assertThat(frames.hasCommit(looksLikeOne, looksLikeOne.length)).isFalse();
    }

    /** @param length of what the length counts: the kind and the rest */
    private static byte[] request(short kind, int length) {
        return ByteBuffer.allocate(Integer.BYTES + length)
                .putInt(length)
                .putShort(kind)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(1024);
        for (byte[] part : parts) {
            all.put(part);
        }
        byte[] joined = new byte[all.position()];
        all.flip().get(joined);
        return joined;
    }
}
