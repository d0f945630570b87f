package io.millrace.flink.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.Decoded;
import io.millrace.flink.format.ValueDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Records of random pieces, judged beside the grammar as a regular expression. */
class CsvFuzzTest {

    private static final int ROUNDS = 200_000;

    private static final String[] PIECES = {
        "\"",
        "\"\"",
        ",",
        ",",
        "\r",
        "\n",
        "\r\n",
        "a",
        "1",
        " ",
        "\\",
        "\u00e9",
        "\ud83d\ude00",
        "\u0000",
        "\uFEFF",
        "#",
        ";",
        "\"x\"",
        "-1.5",
        "true"
    };

    private static final String FIELD = "(?:\"(?:[^\"\u0000]|\"\")*+\"|[^\",\r\n\u0000]*+)";
    private static final Pattern TWO_FIELDS = Pattern.compile(FIELD + "," + FIELD + "(?:\r\n|\r|\n)?");

    @Test
    void judgesAnyTextAsTheGrammarDoes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        ValueDecoder texts = Decoded.decoder(CsvFormat.STANDARD, Decoded.table("a STRING, b STRING"));
        ValueDecoder none = CsvFormat.STANDARD.decoder(Decoded.table("a INT, b INT"), new int[0], 100_000);
        ValueDecoder typed = Decoded.decoder(
                new CsvFormat(',', '"', '\\', "x", ';', true),
                Decoded.table("a ARRAY<INT>, b ROW<c BOOLEAN, d DOUBLE>"));
        int valid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] record = record(random);
            boolean isValid = isValid(record);
            String description = "seed %d, round %d: %s".formatted(seed, round, new String(record, UTF_8));

            Decoded decoded = Decoded.of(texts, record, 2);
            Decoded untyped = Decoded.of(none, record, 0);
            Decoded other = Decoded.of(typed, record, 2);

            assertThat(decoded.reason().isEmpty())
                    .as("%s: %s", description, decoded.message())
                    .isEqualTo(isValid);
            assertThat(untyped.reason())
                    .as("%s: whether or not a column is wanted", description)
                    .isEqualTo(decoded.reason());
            assertThat(other.reason().map(RejectReason::name).orElse(""))
                    .as(description)
                    .matches("|DECODE_.*|VALUE_.*");
            valid += isValid ? 1 : 0;
        }
        assertThat(valid).as("records that are valid, seed %d", seed).isBetween(ROUNDS / 100, ROUNDS * 9 / 10);
    }

    private static byte[] record(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = 1 + random.nextInt(7); left > 0; left--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        byte[] record = text.toString().getBytes(UTF_8);
        if (random.nextInt(10) == 0) {
            record[random.nextInt(record.length)] = (byte) random.nextInt(256);
        }
        return record;
    }

    private static boolean isValid(byte[] record) {
        if (record.length >= 2 && (record[0] == 0) != (record[1] == 0)) {
            return false;
        }
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
            String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return TWO_FIELDS.matcher(unmarked).matches() && !unmarked.strip().equals("a,b");
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
