package io.millrace.kafka.feed;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One JSON document a line, sent byte for byte, whatever it holds. Blank lines are no records. */
final class JsonLinesSource implements RecordSource {

    private final LineReader lines;
    private final RecordMeta meta;
    private final Set<String> wanted;

    JsonLinesSource(FeedSpec spec) throws IOException {
        lines = new LineReader(spec.file());
        meta = new RecordMeta(spec);
        wanted = new HashSet<>(spec.keyColumns());
        spec.eventTime().ifPresent(wanted::add);
    }

    @Override
    public Optional<FeedRecord> next() throws IOException {
        Optional<byte[]> line = lines.next();
        while (line.isPresent() && isBlank(line.get())) {
            line = lines.next();
        }
        return line.map(LineReader::withoutCarriageReturn).map(this::record);
    }

    private FeedRecord record(byte[] line) {
        Map<String, Scalar> fields = wanted.isEmpty() ? Map.of() : Json.scalars(line, wanted);
        return new FeedRecord(line, line, meta.key(fields), meta.time(fields));
    }

    static boolean isBlank(byte[] line) {
        for (byte each : line) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
