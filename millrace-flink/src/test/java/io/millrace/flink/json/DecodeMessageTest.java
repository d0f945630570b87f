package io.millrace.flink.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users read these messages in headers and in the console, so they are pinned. */
class DecodeMessageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v INT|{\"v\":2147483648}|field 'v': expected INT, found 2147483648: it must lie between -2147483648 and 2147483647",
                "v INT|{\"v\":\"12\"}|field 'v': expected INT, found \"12\"",
                "v INT|{\"v\":[1,2]}|field 'v': expected INT, found an array",
                "v INT NOT NULL|{\"v\":null}|field 'v': expected INT NOT NULL, found null",
                "v INT NOT NULL|{}|field 'v': expected INT NOT NULL, but it is missing",
                "v DECIMAL(5, 2)|{\"v\":1.005}|field 'v': expected DECIMAL(5, 2), found 1.005: at most 2 digits behind the point",
                "v ROW<a ARRAY<ROW<b INT>>>|{\"v\":{\"a\":[{},{\"b\":true}]}}|field 'v.a[1].b': expected INT, found true",
                "v MAP<STRING, INT>|{\"v\":{\"k\":1.5}}|field 'v.k': expected INT, found 1.5",
                "v DATE|{\"v\":\"2026-02-30\"}|field 'v': expected DATE such as 2026-01-31, found \"2026-02-30\": there is no such day",
                "v INT|{\"v\":nope}|field 'v': expected 'null' at byte 6, found 'o'",
                "v INT|{\"v\":1|field 'v': the document ends at byte 6, expected ',' or '}'",
                "v INT|<html>|expected a value at byte 0, found '<'",
                "v INT|[1]|expected a JSON object, found an array",
                "v INT|{\"w\":1,\"w\":2}|the key \"w\" stands twice in one object"
            })
    void messagesNameTheFieldAndWhatWasExpected(String columns, String json, String message) {
        assertThat(Decoding.strict(columns, json).message()).isEqualTo(message);
    }

    @Test
    void noOtherFieldIsQuoted() {
        String json = "{\"secret\":\"hunter2\",\"v\":\"x\",\"also\":\"hunter3\"}";

        assertThat(Decoding.strict("v INT", json).message()).doesNotContain("hunter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e9", "\u20ac", "\ud83d\ude00", "\\u001b"})
    void messagesStayBelowOneKibibyte(String text) {
        String deep =
                "{\"v\":{\"" + text.repeat(3000) + "\":{\"" + text.repeat(2000) + "\":\"" + text.repeat(3000) + "\"}}}";

        String message =
                Decoding.strict("v MAP<STRING, MAP<STRING, INT>>", deep).message();

        assertThat(message.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1024);
        assertThat(message).startsWith("field 'v.").contains("expected INT");
    }

    @Test
    void messagesAreOneLineOfPrintableText() {
        String json = "{\"v\":\"\u009b2J\u202e\u2028\u007f\ufeff\"}";

        assertThat(Decoding.strict("v INT", json).message())
                .isEqualTo("field 'v': expected INT, found \"\\u009B2J\\u202E\\u2028\\u007F\\uFEFF\"");
    }

    @Test
    void keysWithControlCharactersAreShownEscaped() {
        assertThat(Decoding.strict("v MAP<STRING, INT>", "{\"v\":{\"a\\u001b[2J\\n\":true}}")
                        .message())
                .isEqualTo("field 'v.a\\u001B[2J\\u000A': expected INT, found true");
    }
}
