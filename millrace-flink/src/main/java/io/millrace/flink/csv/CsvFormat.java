package io.millrace.flink.csv;

import io.millrace.flink.format.ValueDecoder;
import io.millrace.flink.format.ValueEncoder;
import io.millrace.flink.format.ValueFormat;
import org.apache.flink.table.types.logical.RowType;

/**
 * {@code 'format'='csv'}: RFC 4180 unless the options say otherwise. Characters are ASCII, or {@link #NONE}.
 *
 * @param quote around fields that hold what divides others; doubled inside
 * @param escape before a character that has no meaning then; {@code n}, {@code r}, {@code t} and {@code 0} behind it
 *     stand for line feed, carriage return, tab and zero
 * @param nullLiteral what a field without quotes and escapes holds that is NULL
 * @param elementDelimiter between the elements of an ARRAY and the fields of a ROW, inside one field
 * @param allowComments whether lines that begin with {@code #} are read over
 */
public record CsvFormat(
        char delimiter, char quote, char escape, String nullLiteral, char elementDelimiter, boolean allowComments)
        implements ValueFormat {

    /** In place of a character: there is none. */
    public static final char NONE = 0;

    static final char COMMENT = '#';

    /** What holds where the table does not say. */
    public static final CsvFormat STANDARD = new CsvFormat(',', '"', NONE, "", ';', false);

    @Override
    public void requireSupported(RowType table) {
        CsvTypes.requireSupported(table);
    }

    @Override
    public ValueDecoder decoder(RowType table, int[] columns, int maxBytes) {
        return new CsvRowDecoder(this, table, columns, maxBytes);
    }

    @Override
    public ValueEncoder encoder(RowType table) {
        return new CsvRowEncoder(this, table);
    }

    /** Whether records look as RFC 4180 has them. */
    public boolean hasStandardCharacters() {
        return delimiter == STANDARD.delimiter && quote == STANDARD.quote && escape == STANDARD.escape;
    }

    boolean hasQuote() {
        return quote != NONE;
    }

    boolean hasEscape() {
        return escape != NONE;
    }

    /** Whether each character has one meaning only. */
    public boolean isUnambiguous() {
        boolean isComment = allowComments && (delimiter == COMMENT || quote == COMMENT || escape == COMMENT);
        return delimiter != quote && delimiter != escape && (escape == NONE || escape != quote) && !isComment;
    }

    /** Whether text without quotes around it is read back as it stands. */
    public boolean isPlain(String text) {
        return text.chars().noneMatch(each -> isSpecial((char) each)) && text.indexOf(COMMENT) != 0;
    }

    private boolean isSpecial(char each) {
        return each == delimiter || each == quote || each == escape || each == '\n' || each == '\r' || each == 0;
    }
}
