package io.millrace.flink.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.DecodeFailure;
import io.millrace.flink.format.Encoded;
import java.time.Instant;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCodecTest {

    private static final RowType TABLE = Decoding.table(
            "id STRING, n INT, at TIMESTAMP(3) WITH LOCAL TIME ZONE, b BYTES, d DECIMAL(5, 2), tags ARRAY<STRING>");

    private static final GenericRowData ROW = GenericRowData.of(
            StringData.fromString("a \"b\"\n\u00e9"),
            7,
            TimestampData.fromInstant(Instant.parse("2026-01-01T10:00:00Z")),
            new byte[] {1},
            null,
            null);

    private final DecodeFailure failure = new DecodeFailure();

    @Test
    void oneColumnIsPlainText() {
        assertThat(encode(KeyFormat.defaultFor(1), 0)).isEqualTo("a \"b\"\n\u00e9");
        assertThat(encode(KeyFormat.RAW, 1)).isEqualTo("7");
        assertThat(encode(KeyFormat.RAW, 2)).isEqualTo("2026-01-01T10:00:00.000Z");
        assertThat(encode(KeyFormat.RAW, 3)).isEqualTo("AQ==");
    }

    @Test
    void severalColumnsAreAnObjectInDeclaredOrder() {
        assertThat(encode(KeyFormat.defaultFor(2), 1, 3)).isEqualTo("{\"n\":7,\"b\":\"AQ==\"}");
        assertThat(encode(KeyFormat.JSON, 1)).isEqualTo("{\"n\":7}");
        assertThat(encode(KeyFormat.JSON, 4)).isEqualTo("{\"d\":null}");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void everyKeyIsReadBackTheSame(int column) {
        for (KeyFormat format : KeyFormat.values()) {
            byte[] key = encode(format, column).getBytes(UTF_8);
            GenericRowData into = new GenericRowData(3);

            assertThat(decoder(format, column).decode(key, into, new int[] {2}, failure))
                    .isTrue();
            assertThat(KeyDecoder.agree(into, new int[] {2}, ROW, new int[] {column}))
                    .isTrue();
            assertThat(KeyDecoder.agree(into, new int[] {2}, ROW, new int[] {4}))
                    .isFalse();
        }
    }

    @Test
    void columnsThatAreNotWantedAreOnlyChecked() {
        GenericRowData into = new GenericRowData(1);

        boolean isDecoded = decoder(KeyFormat.JSON, 0, 1)
                .decode("{\"id\":\"x\",\"n\":1}".getBytes(UTF_8), into, new int[] {-1, 0}, failure);

        assertThat(isDecoded).isTrue();
        assertThat(into.getField(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "RAW,1,x",
        "RAW,1,''",
        "RAW,1,' 7'",
        "RAW,1,7.5",
        "RAW,1,3000000000",
        "RAW,2,2026-01-01",
        "RAW,4,1.005",
        "JSON,1,7",
        "JSON,1,{"
    })
    void aKeyThatCannotBeReadIsKeyDecode(KeyFormat format, int column, String key) {
        boolean isDecoded =
                decoder(format, column).decode(key.getBytes(UTF_8), new GenericRowData(1), new int[] {0}, failure);

        assertThat(isDecoded).isFalse();
        assertThat(failure.reason()).isEqualTo(RejectReason.KEY_DECODE);
        assertThat(failure.message()).startsWith("record key: ");
    }

    @Test
    void aKeyThatIsNoUtf8IsKeyDecode() {
        byte[] key = {'a', (byte) 0xC0, (byte) 0x80};

        assertThat(decoder(KeyFormat.RAW, 0).decode(key, new GenericRowData(1), new int[] {0}, failure))
                .isFalse();
        assertThat(failure.reason()).isEqualTo(RejectReason.KEY_DECODE);
    }

    @Test
    void plainTextIsTakenAsItIsWithMarksAndZeros() {
        GenericRowData into = new GenericRowData(1);

        for (String key : new String[] {"\uFEFFa", "a\u0000", "\u0000a", ""}) {
            decoder(KeyFormat.RAW, 0).decode(key.getBytes(UTF_8), into, new int[] {0}, failure);
            assertThat(into.getField(0)).isEqualTo(StringData.fromString(key));
        }
    }

    @Test
    void noKeyIsKeyNull() {
        assertThat(decoder(KeyFormat.RAW, 0).decode(null, new GenericRowData(1), new int[] {0}, failure))
                .isFalse();
        assertThat(failure.reason()).isEqualTo(RejectReason.KEY_NULL);
    }

    @Test
    void aNullHasNoPlainText() {
        Encoded encoded = new KeyEncoder(TABLE, new int[] {4}, KeyFormat.RAW).encode(ROW);

        assertThat(encoded).isEqualTo(new Encoded.Refused(RejectReason.SINK_NULL, "key column 'd' is NULL"));
    }

    @Test
    void formatsThatCannotHoldTheKeyAreRefused() {
        assertThatThrownBy(() -> new KeyEncoder(TABLE, new int[] {0, 1}, KeyFormat.RAW))
                .isInstanceOfSatisfying(MillraceException.class, problem -> assertThat(problem.code())
                        .isEqualTo(ErrorCode.TABLE_OPTION))
                .hasMessageContaining("the key has 2 columns: [id, n]");
        assertThatThrownBy(() -> decoder(KeyFormat.RAW, 5))
                .isInstanceOfSatisfying(MillraceException.class, problem -> assertThat(problem.code())
                        .isEqualTo(ErrorCode.TYPE_UNSUPPORTED));
        assertThatThrownBy(() -> KeyFormat.of("csv"))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("known formats are [raw, json]");
        assertThat(KeyFormat.of("json")).isEqualTo(KeyFormat.JSON);
    }

    private static KeyDecoder decoder(KeyFormat format, int... columns) {
        return new KeyDecoder(TABLE, columns, format, JsonLimits.DEFAULT);
    }

    private static String encode(KeyFormat format, int... columns) {
        return new KeyEncoder(TABLE, columns, format)
                .encode(ROW)
                .fold(bytes -> new String(bytes.bytes(), UTF_8), String::valueOf);
    }
}
