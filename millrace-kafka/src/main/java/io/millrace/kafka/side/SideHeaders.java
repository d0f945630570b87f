package io.millrace.kafka.side;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Headers of a side record: those it came with, then ours. */
final class SideHeaders {

    /** Headers under this prefix are ours. */
    private static final String OURS = "millrace.";

    /** Put before a header of ours that came in from outside, so that nobody can forge one. */
    private static final String FOREIGN = "foreign.";

    private static final int MESSAGE_BYTES = 1024;

    private final List<Header> kept = new ArrayList<>();
    private final List<Header> own = new ArrayList<>();

    /** Keeps what a record came with; a header under our own prefix is renamed, never trusted. */
    static SideHeaders keeping(Header[] headers) {
        SideHeaders result = new SideHeaders();
        for (Header header : headers) {
            result.kept.add(
                    header.key().startsWith(OURS) ? new RecordHeader(FOREIGN + header.key(), header.value()) : header);
        }
        return result;
    }

    SideHeaders add(String name, String value) {
        own.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    SideHeaders ownOnly() {
        SideHeaders result = new SideHeaders();
        result.own.addAll(own);
        return result;
    }

    Header[] toArray() {
        List<Header> all = new ArrayList<>(kept);
        all.addAll(own);
        return all.toArray(Header[]::new);
    }

    /** Cuts a message to 1 KiB of UTF-8 without breaking a character. */
    static String clip(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MESSAGE_BYTES) {
            return message;
        }
        int end = MESSAGE_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
