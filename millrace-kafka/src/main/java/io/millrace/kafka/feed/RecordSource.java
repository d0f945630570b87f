package io.millrace.kafka.feed;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The records of a file in order. Used by one thread. */
interface RecordSource extends AutoCloseable {

    /** @return empty at the end of the file */
    Optional<FeedRecord> next() throws IOException;

    @Override
    void close() throws IOException;

    /** @throws MillraceException {@code FEED_INVALID} if the file is of no known kind or its header is no header */
    static RecordSource open(FeedSpec spec) throws IOException {
        String name = spec.file().getFileName().toString().toLowerCase(Locale.ROOT);
        if (spec.form() instanceof RecordForm.Lines) {
            return new LinesSource(spec);
        }
        if (name.endsWith(".csv")) {
            return new CsvSource(spec);
        }
        if (spec.form() instanceof RecordForm.Csv) {
            throw new MillraceException(
                    ErrorCode.FEED_INVALID,
                    "'" + spec.file() + "' is no CSV, and the table's format is 'csv'",
                    "name a file that ends in .csv, or leave 'format' out of the table");
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            return new JsonLinesSource(spec);
        }
        throw new MillraceException(
                ErrorCode.FEED_INVALID,
                "'" + spec.file() + "' is of no kind that can be fed",
                "name a file that ends in .csv, .jsonl, .ndjson or .json");
    }
}
