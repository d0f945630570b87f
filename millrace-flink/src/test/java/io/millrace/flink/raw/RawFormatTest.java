package io.millrace.flink.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.Decoded;
import io.millrace.flink.format.Encoded;
import io.millrace.flink.format.ValueDecoder;
import io.millrace.flink.format.ValueEncoder;
import io.millrace.flink.json.RandomRows;
import java.util.HexFormat;
import java.util.Random;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawFormatTest {

    private static final RawFormat STANDARD = new RawFormat("UTF-8", true);
    private static final RawFormat LITTLE = new RawFormat("ISO-8859-1", false);

    @ParameterizedTest
    @CsvSource({
        "BOOLEAN,01,01",
        "TINYINT,FE,FE",
        "SMALLINT,0102,0201",
        "INT,FFFFFFFE,FEFFFFFF",
        "BIGINT,0102030405060708,0807060504030201",
        "FLOAT,3FC00000,0000C03F",
        "FLOAT,7FC00000,0000C07F",
        "DOUBLE,3FF8000000000000,000000000000F83F"
    })
    void numbersHaveFlinksBytesInBothOrders(String type, String big, String little) {
        // When
        Object value = Decoded.of(STANDARD, "a " + type, bytes(big)).value();

        // Then
        assertThat(Decoded.of(LITTLE, "a " + type, bytes(little)).value()).isEqualTo(value);
        assertThat(encode(STANDARD, type, value)).isEqualTo(bytes(big));
        assertThat(encode(LITTLE, type, value)).isEqualTo(bytes(little));
    }

    @ParameterizedTest
    @CsvSource({
        "INT,00,VALUE_TYPE",
        "INT,0000000000,VALUE_TYPE",
        "BIGINT,00000000,VALUE_TYPE",
        "INT,'',DECODE_EMPTY",
        "BOOLEAN,02,VALUE_TYPE",
        "BOOLEAN,FF,VALUE_TYPE",
        "VARBINARY(2),010203,VALUE_LENGTH",
        "VARCHAR(2),616263,VALUE_LENGTH",
        "STRING,C080,DECODE_UTF8",
        "STRING,61EDA080,DECODE_UTF8",
        "STRING,61E282,DECODE_UTF8"
    })
    void whatDoesNotFitIsRejected(String type, String value, RejectReason reason) {
        // When
        Decoded decoded = Decoded.of(STANDARD, "a " + type, bytes(value));

        // Then
        assertThat(decoded.reason()).contains(reason);
        assertThat(decoded.message()).startsWith("field 'a': ");
    }

    @Test
    void textIsTakenAsItIs() {
        assertThat(text(STANDARD, "".getBytes(UTF_8))).as("no text is text").isEqualTo("");
        assertThat(text(STANDARD, "\uFEFF{\"a\":1}\r\n\u0000".getBytes(UTF_8))).isEqualTo("\uFEFF{\"a\":1}\r\n\u0000");
        assertThat(text(LITTLE, "\u00e9".getBytes(ISO_8859_1))).isEqualTo("\u00e9");
    }

    private static String text(RawFormat format, byte[] value) {
        return Decoded.of(format, "a STRING", value).value().toString();
    }

    @Test
    void aValueOverTheLimitIsLimitSize() {
        for (String type : new String[] {"STRING", "BYTES"}) {
            ValueDecoder decoder = STANDARD.decoder(Decoded.table("a " + type), new int[] {0}, 2);

            assertThat(Decoded.of(decoder, new byte[2], 1).reason()).isEmpty();
            assertThat(Decoded.of(decoder, new byte[3], 1).reason()).contains(RejectReason.LIMIT_SIZE);
        }
    }

    @Test
    void theValueIsJudgedEvenWhereNoQueryReadsIt() {
        ValueDecoder decoder = STANDARD.decoder(Decoded.table("a STRING"), new int[0], 100);

        assertThat(Decoded.of(decoder, "x".getBytes(UTF_8), 0).reason()).isEmpty();
        assertThat(Decoded.of(decoder, bytes("FF"), 0).reason()).contains(RejectReason.DECODE_UTF8);
    }

    @Test
    void whatHasNoFormIsRefused() {
        assertThat(refusal(STANDARD, null)).isEqualTo(RejectReason.SINK_NULL);
        assertThat(refusal(LITTLE, StringData.fromString("\u20ac"))).isEqualTo(RejectReason.SINK_REJECTED);
        assertThat(refusal(STANDARD, StringData.fromBytes(new byte[] {(byte) 0xFF})))
                .isEqualTo(RejectReason.SINK_REJECTED);
    }

    private static RejectReason refusal(RawFormat format, @Nullable Object value) {
        return format.encoder(Decoded.table("a STRING"))
                .encode(GenericRowData.of(value))
                .fold(
                        bytes -> {
                            throw new AssertionError(HexFormat.of().formatHex(bytes.bytes()));
                        },
                        Encoded.Refused::reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BOOLEAN",
                "TINYINT",
                "SMALLINT",
                "INT",
                "BIGINT",
                "FLOAT",
                "DOUBLE",
                "STRING",
                "CHAR(9)",
                "BYTES"
            })
    void whatIsWrittenIsReadBackTheSame(String type) {
        long seed = new Random().nextLong();
        RandomRows rows = new RandomRows(seed);
        RowType table = Decoded.table("a " + type + " NOT NULL");
        RowType any = Decoded.table("a " + type.replace("CHAR(9)", "STRING") + " NOT NULL");
        ValueEncoder encoder = STANDARD.encoder(table);
        ValueDecoder decoder = Decoded.decoder(STANDARD, any);

        for (int i = 0; i < 1000; i++) {
            GenericRowData row = rows.row(table);
            byte[] value = ((Encoded.Bytes) encoder.encode(row)).bytes();
            assertThat(Decoded.of(decoder, value, 1).row()).as("seed %d", seed).isEqualTo(row);
        }
    }

    @Test
    void exactlyOneColumnOfAPlainTypeIsNeeded() {
        assertThatThrownBy(() -> STANDARD.requireSupported(Decoded.table("a STRING, b INT")))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        failure -> assertThat(failure.problems().get(0).code()).isEqualTo(ErrorCode.TABLE_OPTION))
                .hasMessageContaining("2 physical columns: [a, b]");
        for (String type : new String[] {"DECIMAL(5, 2)", "TIMESTAMP(3)", "ARRAY<INT>", "DATE"}) {
            assertThatThrownBy(() -> STANDARD.requireSupported(Decoded.table("a " + type)))
                    .isInstanceOfSatisfying(MillraceException.class, failure -> assertThat(
                                    failure.problems().get(0).code())
                            .isEqualTo(ErrorCode.TYPE_UNSUPPORTED));
        }
    }

    private static byte[] encode(RawFormat format, String type, Object value) {
        Encoded encoded = format.encoder(Decoded.table("a " + type)).encode(GenericRowData.of(value));
        return ((Encoded.Bytes) encoded).bytes();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
