package io.millrace.kafka.side;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

final class Digests {

    private static final int KIBIBYTE = 1024;

    private Digests() {}

    static byte @Nullable [] firstKibibyte(byte @Nullable [] bytes) {
        return bytes == null || bytes.length <= KIBIBYTE ? bytes : Arrays.copyOf(bytes, KIBIBYTE);
    }

    /** In lower-case hexadecimal; of nothing when there is no value. */
    static String sha256(byte @Nullable [] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes == null ? new byte[0] : bytes);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
