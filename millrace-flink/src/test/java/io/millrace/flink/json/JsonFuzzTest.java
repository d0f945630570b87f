package io.millrace.flink.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.millrace.core.reject.RejectReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mutated documents, judged beside Jackson's strict parser. */
class JsonFuzzTest {

    private static final int ROUNDS = 300_000;

    private static final String[] SEEDS = {
        "{\"id\":12,\"name\":\"abc\",\"amount\":1234.50,\"ok\":true,\"at\":\"2026-01-01T10:00:00.000Z\"}",
        "{ \"id\" : -0.5e-10 , \"x\" : [ 1 , { \"a\" : null , \"b\" : [ ] } , \"\\u00e9\\ud83d\\ude00\\n\" ] }",
        "{\"name\":\"\u00e9\u20ac\ud83d\ude00 and long enough for several words\",\"n\u00e4me\":{},\"\":\"\\\\\\\"\"}",
        "{\"a\":{\"a\":{\"a\":[[[[1E+5,0,-0,false]]]]},\"b\":1},\"b\":2,\"c\":3,\"aa\":4,\"id\":null}"
    };

    private static final String[] PIECES = {
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "0",
        "1",
        "-",
        "+",
        ".",
        "e",
        "E",
        " ",
        "\n",
        "\t",
        "null",
        "true",
        "NaN",
        "\\u0061",
        "\\ud800",
        "\\udc00",
        "\u0000",
        "\u001f",
        "\u007f",
        "\"id\":1,",
        "\"a\":",
        "//",
        "\u2028"
    };

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonRowDecoder every = new JsonRowDecoder(
            Decoding.table("id DOUBLE, name STRING, ok BOOLEAN, a MAP<STRING, MAP<STRING, ARRAY<ARRAY<INT>>>>"),
            new int[] {0, 1, 2, 3},
            JsonLimits.DEFAULT,
            false);

    private final JsonRowDecoder none =
            new JsonRowDecoder(Decoding.table("id INT, name STRING"), new int[0], JsonLimits.DEFAULT, false);

    @Test
    void judgesMutatedDocumentsAsAStrictParserDoes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int valid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] document = mutate(random, SEEDS[random.nextInt(SEEDS.length)].getBytes(UTF_8));
            boolean isValid = isValid(document);
            String description = "seed %d, round %d".formatted(seed, round);

            Decoding untyped = Decoding.decode(none, document, 0);
            Decoding typed = Decoding.decode(every, document, 4);

            assertThat(untyped.reason().isEmpty())
                    .as("%s: %s for %s", description, untyped.message(), new String(document, UTF_8))
                    .isEqualTo(isValid);
            if (!typed.reason().map(JsonFuzzTest::isOfValue).orElse(false)) {
                assertThat(typed.reason().isEmpty())
                        .as("%s: %s for %s", description, typed.message(), new String(document, UTF_8))
                        .isEqualTo(isValid);
            }
            valid += isValid ? 1 : 0;
        }
        assertThat(valid).as("mutations that left a valid document").isBetween(ROUNDS / 100, ROUNDS * 9 / 10);
    }

    private static boolean isOfValue(RejectReason reason) {
        return reason.name().startsWith("VALUE_");
    }

    private static byte[] mutate(Random random, byte[] document) {
        byte[] mutated = document;
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            int from = random.nextInt(mutated.length);
            int to = Math.min(mutated.length, from + random.nextInt(4));
            byte[] piece =
                    switch (random.nextInt(4)) {
                        case 0 -> new byte[] {(byte) random.nextInt(256)};
                        case 1 -> new byte[0];
                        case 2 ->
                            Arrays.copyOfRange(mutated, from, Math.min(mutated.length, from + random.nextInt(12)));
                        default -> PIECES[random.nextInt(PIECES.length)].getBytes(UTF_8);
                    };
            ByteBuffer joined = ByteBuffer.allocate(from + piece.length + mutated.length - to);
            mutated = joined.put(mutated, 0, from)
                    .put(piece)
                    .put(mutated, to, mutated.length - to)
                    .array();
            if (mutated.length == 0) {
                return document;
            }
        }
        return mutated;
    }

    /** Jackson lets half surrogates in escapes and some ill-formed UTF-8 pass: those are judged here. */
    private static boolean isValid(byte[] document) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
        try (JsonParser parser = JACKSON.createParser(document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return false;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token.isScalarValue() || token == JsonToken.FIELD_NAME) {
                    if (!UTF_8.newEncoder().canEncode(parser.getText())) {
                        return false;
                    }
                }
            }
            return parser.nextToken() == null;
        } catch (IOException invalid) {
            return false;
        }
    }
}
