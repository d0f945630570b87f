package io.millrace.kafka.feed;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Each line a record, sent as it stands. Lines have no fields, so records have neither key nor time. */
final class LinesSource implements RecordSource {

    private final LineReader lines;
    private final RecordMeta meta;

    LinesSource(FeedSpec spec) throws IOException {
        lines = new LineReader(spec.file());
        meta = new RecordMeta(spec);
    }

    @Override
    public Optional<FeedRecord> next() throws IOException {
        return lines.next()
                .map(LineReader::withoutCarriageReturn)
                .map(line -> new FeedRecord(line, line, meta.key(Map.of()), meta.time(Map.of())));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
