package io.millrace.kafka.feed;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CSV with a header, each record sent as a JSON object, or as CSV in the order of the table. A record that is no CSV, is no UTF-8, or has another number of
 * fields than the header is sent as it stands, for the intake to reject where it can be seen.
 */
final class CsvSource implements RecordSource {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final LineReader lines;
    private final RecordMeta meta;
    private final CsvValues values;
    private final List<String> header;
    private final Optional<CsvRecords> asCsv;

    CsvSource(FeedSpec spec) throws IOException {
        file = spec.file();
        lines = new LineReader(file);
        meta = new RecordMeta(spec);
        values = new CsvValues(spec.columns());
        try {
            header = readHeader();
            asCsv = spec.form().fold(Optional::empty, form -> Optional.of(csv(form)), Optional::empty);
        } catch (IOException | MillraceException e) {
            lines.close();
            throw e;
        }
    }

    private List<String> readHeader() throws IOException {
        byte[] line = lines.next().map(LineReader::withoutCarriageReturn).orElseThrow(() -> badHeader("is empty"));
        String text = decode(line).orElseThrow(() -> badHeader("has a header that is not UTF-8"));
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        List<String> names =
                CsvFields.parse(text).orElseThrow(() -> badHeader("has a header with a quote out of place")).stream()
                        .map(field -> field.text().strip())
                        .toList();
        if (names.stream().anyMatch(String::isEmpty)) {
            throw badHeader("has a column without a name");
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw badHeader("names a column twice in " + names);
        }
        return names;
    }

    private CsvRecords csv(RecordForm.Csv form) {
        CsvRecords records = new CsvRecords(form.columns(), header);
        if (!records.isSound()) {
            throw new MillraceException(
                    ErrorCode.FEED_INVALID,
                    "'" + file + "' has the columns " + header + ", and the table " + form.columns(),
                    "make the header name the table's columns, in any order");
        }
        return records;
    }

    private MillraceException badHeader(String problem) {
        return new MillraceException(
                ErrorCode.FEED_INVALID,
                "'" + file + "' " + problem,
                "make the first line name each column once, separated by commas");
    }

    @Override
    public Optional<FeedRecord> next() throws IOException {
        Optional<byte[]> line = lines.next();
        while (line.isPresent() && LineReader.withoutCarriageReturn(line.get()).length == 0) {
            line = lines.next();
        }
        if (line.isEmpty()) {
            return Optional.empty();
        }
        byte[] first = line.get();
        if (hasEvenQuotes(first)) {
            return Optional.of(record(first).orElseGet(() -> asItStands(first)));
        }
        return Optional.of(overSeveralLines(first));
    }

    /**
     * A quote is open at the end of the line. If the lines up to its end make no sound record, the quote was a slip, and
     * only this line is given up.
     */
    private FeedRecord overSeveralLines(byte[] first) throws IOException {
        List<byte[]> more = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            more.add(line.get());
            all.write('\n');
            all.writeBytes(line.get());
            if (all.size() > LineReader.MAX_BYTES) {
                break;
            }
            if (!hasEvenQuotes(line.get())) {
                Optional<FeedRecord> record = record(all.toByteArray());
                if (record.isPresent()) {
                    return record.get();
                }
                break;
            }
        }
        lines.putBack(more);
        return asItStands(first);
    }

    private static boolean hasEvenQuotes(byte[] line) {
        int quotes = 0;
        for (byte each : line) {
            if (each == '"') {
                quotes++;
            }
        }
        return quotes % 2 == 0;
    }

    /** @return empty if the bytes are no record of this file */
    private Optional<FeedRecord> record(byte[] raw) {
        byte[] source = LineReader.withoutCarriageReturn(raw);
        Optional<List<CsvFields.Field>> parsed = decode(source).flatMap(CsvFields::parse);
        if (parsed.isEmpty() || parsed.get().size() != header.size()) {
            return Optional.empty();
        }
        Map<String, Scalar> fields = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            fields.put(header.get(i), values.of(header.get(i), parsed.get().get(i)));
        }
        byte[] value = asCsv.map(csv -> csv.of(parsed.get(), source)).orElseGet(() -> Json.object(fields));
        if (value.length > LineReader.MAX_BYTES) {
            throw LineReader.tooLong(file, lines.lineNumber());
        }
        return Optional.of(new FeedRecord(source, value, meta.key(fields), meta.time(fields)));
    }

    private FeedRecord asItStands(byte[] raw) {
        byte[] line = LineReader.withoutCarriageReturn(raw);
        return new FeedRecord(line, line, meta.key(Map.of()), meta.time(Map.of()));
    }

    private static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
