package io.millrace.testing.script;

import io.millrace.core.error.Problems;
import io.millrace.core.yaml.YamlSection;
import io.millrace.core.yaml.YamlSection.Placed;
import io.millrace.core.yaml.YamlValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a record has beside the columns of its row.
 *
 * @param value that stands in place of columns
 * @param key that stands in place of the key columns' own
 */
record RecordProperties(
        Optional<Bytes> value,
        Optional<Bytes> key,
        int partition,
        List<GivenRecord.Header> headers,
        Instant timestamp) {

    static final Set<String> NAMES = Set.of("raw", "hex", "key", "partition", "headers", "timestamp");

    private static final Pattern HEX = Pattern.compile("(0x)?([0-9a-fA-F]{2}\\s*)*");

    RecordProperties {
        headers = List.copyOf(headers);
    }

    /** Bytes, or null where the record has null. */
    @SuppressWarnings("ArrayRecordComponent") // handed on to a record, never compared
    record Bytes(byte @Nullable [] bytes) {

        static Bytes of(String text) {
            return new Bytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static RecordProperties none(Instant clock) {
        return new RecordProperties(Optional.empty(), Optional.empty(), 0, List.of(), clock);
    }

    /** @param mapping of nothing but properties */
    static RecordProperties read(YamlValue.Mapping mapping, Instant clock, Problems problems) {
        YamlSection section = YamlSection.root(mapping, problems);
        Optional<Bytes> raw = section.take("raw").flatMap(entry -> text("raw", entry.value(), problems));
        Optional<Bytes> hex = section.take("hex").flatMap(entry -> hex(entry.value(), problems));
        section.take("hex")
                .filter(entry -> section.has("raw"))
                .ifPresent(entry -> TestProblem.add(
                        problems,
                        entry.at(),
                        "'hex' stands beside 'raw', but a record has one value",
                        "remove one of the two"));
        return new RecordProperties(
                raw.or(() -> hex),
                section.take("key").flatMap(entry -> text("key", entry.value(), problems)),
                section.readPlaced("partition", TestTypes.PARTITION)
                        .map(Placed::value)
                        .orElse(0),
                section.take("headers")
                        .map(entry -> headers(entry.value(), problems))
                        .orElse(List.of()),
                section.read("timestamp", TestTypes.TIME).orElse(clock));
    }

    /** As it stands in the file, quoted or not: there is nothing else that it could be. */
    private static Optional<Bytes> text(String name, YamlValue value, Problems problems) {
        if (value.isNull()) {
            return Optional.of(new Bytes(null));
        }
        if (value instanceof YamlValue.Scalar scalar) {
            return Optional.of(Bytes.of(scalar.text()));
        }
        TestProblem.add(
                problems,
                value.at(),
                "'%s' must be a text or null (was: %s)".formatted(name, value.shown()),
                name.equals("raw")
                        ? "put it into quotes as a whole, such as raw: '{\"order_id\": \"o1\"}'"
                        : "write a single value, such as %s: o1, or null for none".formatted(name));
        return Optional.empty();
    }

    private static Optional<Bytes> hex(YamlValue value, Problems problems) {
        if (value instanceof YamlValue.Scalar scalar
                && !scalar.isNull()
                && HEX.matcher(scalar.text().strip()).matches()) {
            String digits = scalar.text().replaceFirst("^\\s*0x", "").replaceAll("\\s", "");
            return Optional.of(new Bytes(HexFormat.of().parseHex(digits)));
        }
        TestProblem.add(
                problems,
                value.at(),
                "'hex' must be pairs of hexadecimal digits (was: %s)".formatted(value.shown()),
                "write for example hex: '00 ff 7b'; a record without a value is raw: null");
        return Optional.empty();
    }

    private static List<GivenRecord.Header> headers(YamlValue value, Problems problems) {
        if (!(value instanceof YamlValue.Mapping mapping)) {
            TestProblem.add(
                    problems,
                    value.at(),
                    "'headers' must be keys and values (was: %s)".formatted(value.shown()),
                    "write for example headers: {source: web}");
            return List.of();
        }
        List<GivenRecord.Header> headers = new ArrayList<>();
        mapping.entries().forEach((name, entry) -> text("headers." + name, entry.value(), problems)
                .ifPresent(bytes -> headers.add(new GivenRecord.Header(name, bytes.bytes()))));
        return headers;
    }
}
