package io.millrace.local.run;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.error.Problems;
import io.millrace.core.pipeline.Feed;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.csv.CsvFormat;
import io.millrace.flink.raw.RawFormat;
import io.millrace.flink.table.StreamBinding;
import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.feed.RecordForm;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** Tells in what form a file's records go to a table's topic: the table's format decides. */
final class FeedForms {

    private static final String CSV_FILE = ".csv";

    private FeedForms() {}

    /** @throws MillraceException FEED_INVALID, with every table that its feed does not fit */
    static void check(Pipeline pipeline, List<StreamBinding> inputs, List<StreamBinding> outputs) {
        Problems problems = new Problems();
        Set<String> read = new HashSet<>();
        for (StreamBinding input : inputs) {
            StreamTable table = input.table();
            read.add(table.name());
            feed(pipeline, table).ifPresent(feed -> feed.fold(
                            replay -> problem(table, replay.file()), simulation -> ofSimulator(table))
                    .ifPresent(problem -> problems.add(problem.placedAt(feed.at()))));
        }
        for (StreamBinding output : outputs) {
            StreamTable table = output.table();
            feed(pipeline, table)
                    .filter(feed -> !read.contains(table.name()))
                    .ifPresent(feed -> problems.add(ofResult(table).placedAt(feed.at())));
        }
        problems.throwIfAny();
    }

    private static Optional<Feed> feed(Pipeline pipeline, StreamTable table) {
        return pipeline.policies().table(table.name()).feed();
    }

    private static Problem ofResult(StreamTable table) {
        return problem(
                table,
                "the pipeline writes the table and does not read it",
                "remove the feed, or write it under a table that the pipeline reads");
    }

    private static Optional<Problem> ofSimulator(StreamTable table) {
        return of(table).equals(RecordForm.JSON)
                ? Optional.empty()
                : Optional.of(problem(
                        table,
                        "simulators send JSON, and its format is another",
                        "leave 'format' out, or replay a file instead"));
    }

    private static Optional<Problem> problem(StreamTable table, Path file) {
        if (table.format() instanceof CsvFormat csv) {
            if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(CSV_FILE)) {
                return Optional.of(problem(
                        table,
                        "its format is 'csv', and '" + file + "' is no CSV file",
                        "name a file that ends in .csv"));
            }
            return csv.hasStandardCharacters()
                    ? Optional.empty()
                    : Optional.of(problem(
                            table,
                            "CSV files have commas, quotes and no escapes, and the table has other characters",
                            "leave the table's 'csv.' options for them out, or send the records with a Kafka client"));
        }
        boolean isLines = table.type().getTypeAt(0).is(LogicalTypeFamily.CHARACTER_STRING)
                && table.keyColumns().isEmpty();
        return table.format() instanceof RawFormat && !isLines
                ? Optional.of(problem(
                        table,
                        "its format is 'raw', and its column is no text or is the record key",
                        "send the records with a Kafka client"))
                : Optional.empty();
    }

    private static Problem problem(StreamTable table, String why, String remedy) {
        return Problem.of(
                ErrorCode.FEED_INVALID,
                "the feed of table \"%s\" does not fit it: %s".formatted(table.name(), why),
                remedy);
    }

    static RecordForm of(StreamTable table) {
        if (table.format() instanceof CsvFormat) {
            return new RecordForm.Csv(table.type().getFieldNames());
        }
        return table.format() instanceof RawFormat ? new RecordForm.Lines() : RecordForm.JSON;
    }
}
