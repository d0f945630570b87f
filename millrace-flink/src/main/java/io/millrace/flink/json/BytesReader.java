package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import java.util.Arrays;
import java.util.Base64;

/** Reads BINARY, VARBINARY and BYTES from base64 (RFC 4648, padded). A shorter BINARY stays as it came. */
final class BytesReader implements ColumnReader.Scalar {

    private static final int BASE64_BLOCK = 4;

    private final int maxBytes;
    private final String expected;

    BytesReader(int maxBytes, String type) {
        this.maxBytes = maxBytes;
        this.expected = type + " in base64";
    }

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public Object read(JsonScanner in) {
        if (in.current() != '"') {
            throw in.wrongType(expected);
        }
        in.string();
        return fromText(in, in.textFrom(), in.textTo());
    }

    @Override
    public Object fromText(JsonScanner in, int from, int to) {
        byte[] bytes = decode(in, from, to);
        if (bytes.length > maxBytes) {
            throw in.fault(RejectReason.VALUE_LENGTH, expected, "it has %d bytes".formatted(bytes.length));
        }
        return bytes;
    }

    private byte[] decode(JsonScanner in, int from, int to) {
        if ((to - from) % BASE64_BLOCK != 0) {
            throw in.fault(RejectReason.VALUE_TYPE, expected, "its length is no multiple of 4");
        }
        try {
            return Base64.getDecoder().decode(Arrays.copyOfRange(in.text(), from, to));
        } catch (IllegalArgumentException notBase64) {
            throw in.fault(RejectReason.VALUE_TYPE, expected, "");
        }
    }
}
