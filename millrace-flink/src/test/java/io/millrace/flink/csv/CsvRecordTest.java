package io.millrace.flink.csv;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.Decoded;
import io.millrace.flink.format.ValueDecoder;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for a record as a whole, whatever its columns. */
class CsvRecordTest {

    private static final String COLUMNS = "a STRING, b STRING";

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\uFEFF", "\uFEFF\n", "\n1,2"})
    void anEmptyRecordIsDecodeEmpty(String record) {
        assertThat(reason(record)).contains(RejectReason.DECODE_EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x,y", "x,y\n", "x,y\r\n", "x,y\r", "\uFEFFx,y", "\"x\",y", "x,\"y\"\n", "\"x\",\"y\"\r\n"})
    void oneRecordWithOrWithoutALineEndIsARow(String record) {
        assertThat(Decoded.of(CsvFormat.STANDARD, COLUMNS, record).row()).isEqualTo(row("x", "y"));
    }

    @Test
    void quotedFieldsMayHoldWhateverDividesFields() {
        assertThat(Decoded.of(CsvFormat.STANDARD, COLUMNS, "\"x, \"\"y\"\"\",\"two\r\nlines\n\"\n")
                        .row())
                .isEqualTo(row("x, \"y\"", "two\r\nlines\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x,y,z", "x,y,", "\"x,y\"", "x;y", "[1]", "x\ny"})
    void anotherNumberOfFieldsIsDecodeShape(String record) {
        assertThat(reason(record)).contains(RejectReason.DECODE_SHAPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x,y\nx,y", "x,y\n\n", "x,y\r\n\r\n", "x,y\n ", "x,y\r\r\n", "x,y\n\u0000", "x,y\n#c\n"})
    void whatStandsBehindTheRecordIsDecodeTrailing(String record) {
        assertThat(reason(record)).contains(RejectReason.DECODE_TRAILING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\" disk,y",
                "x,y\"",
                " \"x\",y",
                "\"x\" ,y",
                "\"x\"y,z",
                "\"x\"\"",
                "\"x,y",
                "x,\"",
                "x,\"y\"\"",
                "xx\u0000,y",
                "{\"a\":1,\"b\":2}",
                "x,\"y\u0000\"",
                "x,y\u0000"
            })
    void quotesOutOfPlaceAndZerosAreDecodeSyntax(String record) {
        assertThat(reason(record)).contains(RejectReason.DECODE_SYNTAX);
    }

    @Test
    void aMessageNamesThePlaceAndNoNeighbour() {
        assertThat(Decoded.of(CsvFormat.STANDARD, COLUMNS, "secret,\"x\"\u00e9").message())
                .isEqualTo("expected a delimiter or the end behind the closing quote at byte 10, found '\u00e9'");
        assertThat(Decoded.of(CsvFormat.STANDARD, COLUMNS, "secret").message())
                .isEqualTo("the record has 1 fields, expected 2: [a, b]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C080", "EDA080", "FF", "E282", "F4908080", "C3"})
    void whatIsNoUtf8IsRejectedEvenInAColumnThatNobodyReads(String hex) {
        // Given
        byte[] record = ("x," + "\u0001").getBytes(UTF_8);
        byte[] wrong = HexFormat.of().parseHex(hex);
        byte[] value = new byte[record.length - 1 + wrong.length];
        System.arraycopy(record, 0, value, 0, record.length - 1);
        System.arraycopy(wrong, 0, value, record.length - 1, wrong.length);
        ValueDecoder decoder = CsvFormat.STANDARD.decoder(Decoded.table(COLUMNS), new int[0], 100);

        // Then
        assertThat(Decoded.of(decoder, value, 0).reason()).contains(RejectReason.DECODE_UTF8);
        assertThat(Decoded.of(CsvFormat.STANDARD, COLUMNS, "x,y".getBytes(UTF_16LE))
                        .reason())
                .as("UTF-16")
                .contains(RejectReason.DECODE_UTF8);
    }

    @Test
    void aRecordOverTheLimitIsLimitSize() {
        ValueDecoder decoder = CsvFormat.STANDARD.decoder(Decoded.table(COLUMNS), new int[] {0, 1}, 3);

        assertThat(Decoded.of(decoder, "x,y".getBytes(UTF_8), 2).reason()).isEmpty();
        assertThat(Decoded.of(decoder, "x,yz".getBytes(UTF_8), 2).reason()).contains(RejectReason.LIMIT_SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a,b\r\n", "\"a\",\"b\"", "\uFEFFa,b\n"})
    void aHeaderIsNoRow(String record) {
        assertThat(reason(record)).contains(RejectReason.DECODE_SHAPE);
        assertThat(Decoded.of(CsvFormat.STANDARD, "a STRING", "a").value())
                .as("of one column it cannot be told")
                .isEqualTo(StringData.fromString("a"));
    }

    @Test
    void onlyWantedColumnsAreJudgedByTheirType() {
        ValueDecoder decoder =
                CsvFormat.STANDARD.decoder(Decoded.table("a INT, b STRING, c INT"), new int[] {2, 1}, 99);

        Decoded decoded = Decoded.of(decoder, "no number,y,3".getBytes(UTF_8), 2);

        assertThat(decoded.reason()).isEmpty();
        assertThat(decoded.row()).isEqualTo(GenericRowData.of(3, StringData.fromString("y")));
    }

    @Test
    void ofSeveralFaultsTheFirstCounts() {
        assertThat(Decoded.of(CsvFormat.STANDARD, "a INT, b INT", "x,\"1").reason())
                .contains(RejectReason.VALUE_TYPE);
        assertThat(Decoded.of(CsvFormat.STANDARD, "a INT, b INT", "1\",x").reason())
                .contains(RejectReason.DECODE_SYNTAX);
    }

    @Test
    void otherCharactersDivideWhereTheTableSaysSo() {
        // Given
        CsvFormat format = new CsvFormat('\t', '\'', '\\', "N", '|', false);

        // Then
        assertThat(Decoded.of(format, "a STRING, b ARRAY<STRING>", "'it''s, \"so\"'\t'x|y'")
                        .row()
                        .getString(0))
                .isEqualTo(StringData.fromString("it's, \"so\""));
        assertThat(Decoded.of(format, COLUMNS, "a\\tb\\n\\\\\\'\\0\t\\N").row())
                .as("escapes; and an escaped NULL is text")
                .isEqualTo(row("a\tb\n\\'\u0000", "N"));
        assertThat(Decoded.of(format, COLUMNS, "x\ty\\").reason()).contains(RejectReason.DECODE_SYNTAX);
    }

    @Test
    void withoutAQuoteCharacterQuotesAreText() {
        CsvFormat format = new CsvFormat(',', CsvFormat.NONE, CsvFormat.NONE, "", ';', false);

        assertThat(Decoded.of(format, COLUMNS, "5\" disk,\"y\"").row()).isEqualTo(row("5\" disk", "\"y\""));
        assertThat(Decoded.of(format, COLUMNS, "xx\u0000,y").reason()).contains(RejectReason.DECODE_SYNTAX);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"#c!x,y|", "#c!#d,e!x,y!#f|", "x,y!#f!|", "#x,y|DECODE_EMPTY", "#c!!x,y|DECODE_EMPTY", "x,#y|"})
    void commentsAreReadOverWhereTheTableAllowsThem(String record, @Nullable RejectReason reason) {
        // Given
        CsvFormat format = new CsvFormat(',', '"', CsvFormat.NONE, "", ';', true);

        // When
        Decoded decoded = Decoded.of(format, COLUMNS, record.replace('!', '\n'));

        // Then
        assertThat(decoded.reason())
                .as("a record of comments alone is none, and is not lost")
                .isEqualTo(Optional.ofNullable(reason));
    }

    private static Optional<RejectReason> reason(String record) {
        return Decoded.of(CsvFormat.STANDARD, COLUMNS, record).reason();
    }

    private static GenericRowData row(String a, String b) {
        return GenericRowData.of(StringData.fromString(a), StringData.fromString(b));
    }
}
