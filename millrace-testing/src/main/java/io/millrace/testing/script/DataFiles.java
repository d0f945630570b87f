package io.millrace.testing.script;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.SourceFile;
import io.millrace.core.text.Suggestions;
import io.millrace.core.yaml.YamlValue;
import io.millrace.flink.format.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the rows that stand in a file beside the test. */
final class DataFiles {

    private static final int SHOWN_BYTES = 200;

    private final Path test;
    private final CsvRows csv;
    private final Problems problems;

    /** @param test to whose folder names are relative */
    DataFiles(Path test, ValueReader reader, Problems problems) {
        this.test = test;
        this.csv = new CsvRows(reader, problems);
        this.problems = problems;
    }

    List<GivenRecord> records(GivenTable table, YamlValue.Scalar name) {
        boolean isLines = name.text().endsWith(".jsonl");
        if (!isLines && !name.text().endsWith(".csv")) {
            TestProblem.add(
                    problems,
                    name.at(),
                    "%s is neither a row of '%s' nor a file of rows".formatted(name.shown(), table.name()),
                    "write rows as [{column: value}], or name a file beside the test that ends in .jsonl or .csv");
            return List.of();
        }
        Optional<Path> file = existing(name);
        return isLines
                ? file.map(path -> lines(table, path)).orElse(List.of())
                : file.flatMap(path -> SourceFile.read(path, ErrorCode.TEST_INVALID, problems))
                        .map(source -> csv.records(table, source))
                        .orElse(List.of());
    }

    /** Each line is a record's value as it is; blank lines are no records. */
    private List<GivenRecord> lines(GivenTable table, Path file) {
        byte[] all;
        try {
            all = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            problems.add(
                    ErrorCode.FILE_MISSING,
                    "'%s' cannot be read".formatted(SourceFile.label(file)),
                    "check that you may read it");
            return List.of();
        }
        List<GivenRecord> records = new ArrayList<>();
        int line = 1;
        for (int from = 0; from < all.length; line++) {
            int end = from;
            while (end < all.length && all[end] != '\n') {
                end++;
            }
            byte[] value = Arrays.copyOfRange(all, from, end > from && all[end - 1] == '\r' ? end - 1 : end);
            String shown = Printable.clipped(value, 0, value.length, SHOWN_BYTES);
            if (!shown.isBlank()) {
                records.add(table.raw(new SourceLocation(SourceFile.label(file), line, 1, shown), value));
            }
            from = end + 1;
        }
        return records;
    }

    private Optional<Path> existing(YamlValue.Scalar name) {
        Optional<Path> file = path(name);
        if (file.filter(Files::isRegularFile).filter(Files::isReadable).isEmpty()) {
            List<String> siblings = siblings();
            problems.add(
                    name.at(),
                    ErrorCode.FILE_MISSING,
                    "the file of rows %s cannot be read".formatted(name.shown()),
                    Suggestions.nearest(name.text(), siblings)
                            .map(near -> "write '%s' if that was meant".formatted(near))
                            .orElse("put it there; names are relative to the test's folder"));
            return Optional.empty();
        }
        return file;
    }

    private Optional<Path> path(YamlValue.Scalar name) {
        try {
            return Optional.of(test.resolveSibling(name.text()).normalize());
        } catch (InvalidPathException impossible) {
            return Optional.empty();
        }
    }

    private List<String> siblings() {
        Path folder = Optional.ofNullable(test.getParent()).orElse(Path.of(""));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".jsonl") || name.endsWith(".csv"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
