package io.millrace.flink.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.reject.RejectReason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for a document as a whole, whatever its columns. */
class JsonDocumentTest {

    private static final String COLUMNS = "id INT, name STRING";

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t \r", "\uFEFF", "\uFEFF "})
    void anEmptyValueIsDecodeEmpty(String json) {
        assertThat(Decoding.strict(COLUMNS, json).reason()).contains(RejectReason.DECODE_EMPTY);
    }

    @Test
    void everyTruncationIsDecodeSyntax() {
        String whole = "{\"id\": -12, \"name\":\"a\\u00e9\\ud83d\\ude00\u00e9\", \"more\":[1.5e3,{\"a\":true},null]}";
        byte[] bytes = whole.getBytes(UTF_8);

        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThat(Decoding.decode(Decoding.table(COLUMNS), cut, false).reason())
                    .as("cut after %d bytes of %s", length, whole)
                    .contains(RejectReason.DECODE_SYNTAX);
        }
        assertThat(Decoding.strict(COLUMNS, whole).reason()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "<html><body>502</body></html>",
                "{id:1}",
                "{'id':1}",
                "{\"id\":1,}",
                "{\"id\":01}",
                "{\"id\":+1}",
                "{\"id\":.5}",
                "{\"id\":1.}",
                "{\"id\":1e}",
                "{\"id\":-}",
                "{\"id\":0x1F}",
                "{\"id\":True}",
                "{\"id\":nul}",
                "{\"id\"}",
                "{\"id\" 1}",
                "{\"id\":1 \"name\":\"a\"}",
                "{\"id\":1]",
                "{,}",
                "{\"name\":\"a\tb\"}",
                "{\"name\":\"a\nb\"}",
                "{\"name\":\"\\x41\"}",
                "{\"name\":\"\\u12G4\"}",
                "{\"id\":NaN}",
                "{\"id\":Infinity}",
                "{\"id\":-Infinity}",
                "{\"x\":NaN}",
                "{\"x\":[1,]}",
                "{\"x\":[,1]}",
                "{\"x\":{\"a\":1,}}",
                "{\"x\":{\"a\":00}}",
                "{\"id\":1 /* c */}",
                "{\"id\":1}\u0000"
            })
    void whatIsNoJsonIsRejected(String json) {
        assertThat(Decoding.strict(COLUMNS, json).reason().orElseThrow())
                .isIn(RejectReason.DECODE_SYNTAX, RejectReason.DECODE_TRAILING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":1} x", "{\"id\":1}{\"id\":2}", "{}\n{}", "{},", "{}]", "{}\u0000"})
    void anythingBehindTheDocumentIsDecodeTrailing(String json) {
        assertThat(Decoding.strict(COLUMNS, json).reason()).contains(RejectReason.DECODE_TRAILING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"id\":1}]", "\"id\"", "12", "null", "true", " [1] "})
    void aDocumentThatIsNoObjectIsDecodeShape(String json) {
        assertThat(Decoding.strict(COLUMNS, json).reason()).contains(RejectReason.DECODE_SHAPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1,\"id\":1}",
                "{\"id\":1,\"\\u0069d\":1}",
                "{\"\\u0069d\":1,\"id\":1}",
                "{\"x\":1,\"x\":1}",
                "{\"x\":1,\"y\":2,\"\\u0078\":1}",
                "{\"x\":{\"a\":1,\"a\":2}}",
                "{\"x\":[[{\"a\":1,\"b\":{\"a\":1},\"\\u0061\":2}]]}",
                "{\"\":1,\"\":2}",
                "{\"id\":1,\"name\":null,\"\":1,\"\":2}",
                "{\"id\":1,\"name\":\"a\",\"id\":2}"
            })
    void aKeyTwiceInOneObjectIsDecodeDuplicateKey(String json) {
        assertThat(Decoding.strict(COLUMNS, json).reason()).contains(RejectReason.DECODE_DUPLICATE_KEY);
    }

    @Test
    void theSameKeyInSeveralObjectsIsFine() {
        String json = "{\"x\":{\"id\":1,\"x\":{\"id\":2}},\"y\":[{\"id\":3},{\"id\":4}],\"id\":5}";

        assertThat(Decoding.strict(COLUMNS, json).value()).isEqualTo(5);
    }

    @Test
    void fiftyThousandKeysAreReadInLinearTime() {
        String keys =
                IntStream.range(0, 50_000).mapToObj(i -> "\"k" + i + "\":0").collect(Collectors.joining(","));

        Decoding unique = Decoding.strict(COLUMNS, "{" + keys + "}");
        Decoding nested = Decoding.strict(COLUMNS, "{\"x\":{" + keys + ",\"k17\":0}}");

        assertThat(unique.undeclared()).isEqualTo(50_000);
        assertThat(nested.reason()).contains(RejectReason.DECODE_DUPLICATE_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"id\":", "{\"name\":", "{\"x\":", "{\"x\":{\"y\":"})
    void aHundredThousandBracketsAreLimitDepth(String before) {
        assertThat(Decoding.strict(COLUMNS, before + "[".repeat(100_000)).reason())
                .contains(RejectReason.LIMIT_DEPTH);
        assertThat(Decoding.strict(COLUMNS, before + "{\"a\":".repeat(100_000)).reason())
                .contains(RejectReason.LIMIT_DEPTH);
    }

    @ParameterizedTest
    @CsvSource({"199,true", "200,false"})
    void depthTwoHundredIsTheLimit(int arrays, boolean isFine) {
        String json = "{\"x\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";

        assertThat(Decoding.strict(COLUMNS, json).reason().isEmpty()).isEqualTo(isFine);
    }

    @Test
    void depthStartsAnewWithEveryDocument() {
        JsonRowDecoder decoder =
                new JsonRowDecoder(Decoding.table(COLUMNS), new int[] {0, 1}, JsonLimits.DEFAULT, false);
        for (int i = 0; i < 300; i++) {
            Decoding.decode(decoder, "{\"x\":[[[".getBytes(UTF_8), 2);
        }

        assertThat(Decoding.decode(decoder, "{\"id\":1}".getBytes(UTF_8), 2).value())
                .isEqualTo(1);
    }

    @Test
    void aValueOverTheLimitIsLimitSize() {
        byte[] large = ("{\"x\":\"" + "a".repeat(1 << 20) + "\"}").getBytes(UTF_8);

        assertThat(Decoding.decode(Decoding.table(COLUMNS), large, false).reason())
                .contains(RejectReason.LIMIT_SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "x"})
    void aNumberOfTenThousandDigitsIsLimitNumber(String field) {
        String digits = "9".repeat(10_000);

        assertThat(Decoding.strict(COLUMNS, "{\"" + field + "\":" + digits + "}")
                        .reason())
                .contains(RejectReason.LIMIT_NUMBER);
        assertThat(Decoding.strict(COLUMNS, "{\"" + field + "\":0." + digits + "}")
                        .reason())
                .contains(RejectReason.LIMIT_NUMBER);
    }

    @Test
    void whatIsNoUtf8IsDecodeUtf8() {
        byte[][] wrong = {
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xC1, (byte) 0xBF},
            {(byte) 0xE0, (byte) 0x80, (byte) 0x80},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF0, (byte) 0x8F, (byte) 0xBF, (byte) 0xBF},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
            {(byte) 0x80},
            {(byte) 0xFF},
            {(byte) 0xC3, 'a'},
            {(byte) 0xE2, (byte) 0x82, 'a'}
        };
        for (String field : new String[] {"name", "x"}) {
            for (byte[] sequence : wrong) {
                assertThat(Decoding.decode(Decoding.table(COLUMNS), inText(field, sequence), false)
                                .reason())
                        .as("%s in %s", HexFormat.of().formatHex(sequence), field)
                        .contains(RejectReason.DECODE_UTF8);
            }
        }
        byte[] inKey = inText("x", new byte[] {'"', ',', '"', (byte) 0xC0, (byte) 0x80});
        assertThat(Decoding.decode(Decoding.table(COLUMNS), inKey, false).reason())
                .contains(RejectReason.DECODE_UTF8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\ud800a", "\\ud800\\u0041", "\\ud800\\n", "\\ud83d\\ud83d"})
    void aLoneSurrogateIsDecodeUtf8(String escape) {
        assertThat(Decoding.strict(COLUMNS, "{\"name\":\"" + escape + "\"}").reason())
                .contains(RejectReason.DECODE_UTF8);
        assertThat(Decoding.strict(COLUMNS, "{\"x\":\"" + escape + "\"}").reason())
                .contains(RejectReason.DECODE_UTF8);
    }

    @Test
    void otherUnicodeEncodingsAreDecodeUtf8() {
        String json = "{\"id\":1}";
        byte[][] encoded = {
            json.getBytes(StandardCharsets.UTF_16),
            json.getBytes(StandardCharsets.UTF_16LE),
            json.getBytes(StandardCharsets.UTF_16BE),
            ("\uFEFF" + json).getBytes(StandardCharsets.UTF_16LE)
        };

        for (byte[] bytes : encoded) {
            assertThat(Decoding.decode(Decoding.table(COLUMNS), bytes, false).reason())
                    .contains(RejectReason.DECODE_UTF8);
        }
    }

    @Test
    void aByteOrderMarkIsReadOver() {
        assertThat(Decoding.strict(COLUMNS, "\uFEFF{\"id\":1}").value()).isEqualTo(1);
    }

    @Test
    void theFirstFaultInTheDocumentCounts() {
        assertThat(Decoding.strict(COLUMNS, "{\"id\":\"x\",\"name\":nope}").reason())
                .contains(RejectReason.VALUE_TYPE);
        assertThat(Decoding.strict(COLUMNS, "{\"name\":nope,\"id\":\"x\"}").reason())
                .contains(RejectReason.DECODE_SYNTAX);
        assertThat(Decoding.strict("id INT NOT NULL", "{\"x\":1,\"x\":2}").reason())
                .contains(RejectReason.DECODE_DUPLICATE_KEY);
    }

    @Test
    void fieldsInAnyOrderSpacingAndEscapingAreTheSame() {
        JsonRowDecoder decoder =
                new JsonRowDecoder(Decoding.table(COLUMNS), new int[] {0, 1}, JsonLimits.DEFAULT, false);
        String[] documents = {
            "{\"id\":7,\"name\":\"a\"}",
            "{\"name\":\"a\",\"id\":7}",
            " {\r\n  \"id\" : 7 ,\t\"name\" : \"a\" } ",
            "{\"x\":{\"id\":[]},\"\\u006eame\":\"\\u0061\",\"i\\u0064\":7}",
            "{\"name\":\"a\",\"more\":\"\",\"id\":7}"
        };

        for (int round = 0; round < 3; round++) {
            for (String document : documents) {
                Decoding decoded = Decoding.decode(decoder, document.getBytes(UTF_8), 2);
                assertThat(decoded.value()).as(document).isEqualTo(7);
                assertThat(decoded.row().getString(1)).isEqualTo(StringData.fromString("a"));
            }
        }
    }

    @Test
    void onlyTopLevelFieldsThatAreNotDeclaredCountAsExtra() {
        assertThat(Decoding.strict(COLUMNS, "{\"id\":1,\"x\":{\"y\":1,\"z\":2},\"w\":3}")
                        .undeclared())
                .isEqualTo(2);
        assertThat(Decoding.strict("r ROW<a INT>", "{\"r\":{\"a\":1,\"b\":2}}").undeclared())
                .isZero();
    }

    @Test
    void columnsThatThePlanDoesNotNeedAreNotTyped() {
        JsonRowDecoder decoder = new JsonRowDecoder(
                Decoding.table("a INT NOT NULL, b INT, c INT NOT NULL"), new int[] {1}, JsonLimits.DEFAULT, false);

        Decoding decoded = Decoding.decode(decoder, "{\"a\":\"x\",\"b\":2}".getBytes(UTF_8), 1);

        assertThat(decoded.value()).isEqualTo(2);
    }

    @Test
    void columnsComeInTheOrderThatThePlanAsksFor() {
        JsonRowDecoder decoder =
                new JsonRowDecoder(Decoding.table("a INT, b INT, c INT"), new int[] {2, 0}, JsonLimits.DEFAULT, false);

        Decoding decoded = Decoding.decode(decoder, "{\"a\":1,\"b\":2,\"c\":3}".getBytes(UTF_8), 3);

        assertThat(decoded.row().getField(0)).isEqualTo(3);
        assertThat(decoded.row().getField(1)).isEqualTo(1);
        assertThat(decoded.row().getField(2)).as("room for metadata").isNull();
    }

    @Test
    void aTableWithoutColumnsStillValidates() {
        assertThat(Decoding.strict("", "{\"\\\"\":1}").undeclared()).isEqualTo(1);
        assertThat(Decoding.strict("", "{\"\\\"\":1,\"\\\"\":1}").reason()).contains(RejectReason.DECODE_DUPLICATE_KEY);
    }

    @Test
    void namesThatNeedEscapesAreFound() {
        String columns = "`a\"b` INT, ` .` INT, `\u00e9\\n` INT, `a_name_that_takes_more_than_two_words` INT";
        String json = "{\"a\\\"b\":1,\" .\":2,\"\u00e9\\\\n\":3,\"a_name_that_takes_more_than_two_words\":4}";
        Decoding decoded = Decoding.strict(columns, json);

        assertThat(decoded.value()).isEqualTo(1);
        assertThat(IntStream.range(0, 4).map(decoded.row()::getInt)).containsExactly(1, 2, 3, 4);
    }

    private static byte[] inText(String field, byte[] sequence) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("{\"" + field + "\":\"abcdefgh").getBytes(UTF_8));
        out.writeBytes(sequence);
        out.writeBytes("xyz\"}".getBytes(UTF_8));
        return out.toByteArray();
    }
}
