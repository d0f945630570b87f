package io.millrace.testing.run;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of a rejects or late stream, of which our headers tell why.
 *
 * @param prefix of those headers' names
 */
record SideRow(ConsumerRecord<byte[], byte[]> record, String prefix) {

    /** Null if it does not apply: a result was read from no partition. */
    @Nullable
    String text(String name) {
        Header header = record.headers().lastHeader(prefix + name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Nullable
    BigDecimal number(String name) {
        String text = text(name);
        return text == null ? null : new BigDecimal(text);
    }

    @Nullable
    Instant time(String name) {
        String text = text(name);
        return text == null ? null : Instant.ofEpochMilli(Long.parseLong(text));
    }

    /** Bytes as text, or as {@code 0x..} where they are none. */
    static @Nullable String shown(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "0x" + HexFormat.of().formatHex(bytes);
        }
    }
}
