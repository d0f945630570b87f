package io.millrace.storm.proxy;

import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Follows the requests of one connection in Kafka's protocol: a length of four bytes, then the request, which begins with
 * the number of its kind in two. Pieces come as the network cuts them. One thread.
 */
final class KafkaFrames {

    private static final int HEAD = Integer.BYTES + Short.BYTES;

    private final byte[] head = new byte[HEAD];
    private int inHead;
    private long untilNext;

    /** Whether a request to end a transaction begins in the next bytes. */
    boolean hasCommit(byte[] bytes, int length) {
        boolean found = false;
        int at = 0;
        while (at < length) {
            if (untilNext > 0) {
                int skipped = (int) Math.min(untilNext, length - at);
                untilNext -= skipped;
                at += skipped;
                continue;
            }
            head[inHead++] = bytes[at++];
            if (inHead == HEAD) {
                inHead = 0;
                ByteBuffer begun = ByteBuffer.wrap(head);
                untilNext = begun.getInt() - Short.BYTES;
                found |= begun.getShort() == ApiKeys.END_TXN.id;
            }
        }
        return found;
    }
}
