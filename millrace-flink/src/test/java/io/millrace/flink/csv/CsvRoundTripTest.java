package io.millrace.flink.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.Decoded;
import io.millrace.flink.format.Encoded;
import io.millrace.flink.format.ValueDecoder;
import io.millrace.flink.format.ValueEncoder;
import io.millrace.flink.json.RandomRows;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CsvRoundTripTest {

    private static final int ROWS = 2000;

    private static final RowType EVERY_TYPE = Decoded.table("""
            a BOOLEAN, b TINYINT NOT NULL, c SMALLINT, d INT, e BIGINT, f FLOAT, g DOUBLE, h DECIMAL(10, 2),
            i DECIMAL(38, 18), j CHAR(100), k VARCHAR(100), l STRING, m BINARY(5), n BYTES, o DATE, p TIME(3),
            q TIMESTAMP(0), r TIMESTAMP(9), s TIMESTAMP(3) WITH LOCAL TIME ZONE, t INTERVAL YEAR TO MONTH,
            u INTERVAL DAY TO SECOND, v ARRAY<INT>, w ARRAY<DATE NOT NULL>, x ROW<a INT, b DECIMAL(5, 1), c BOOLEAN>
            """);
    private static final RowType TEXTS = Decoded.table("a STRING, b ARRAY<STRING>, c ROW<d STRING, e INT> NOT NULL");
    private static final RowType ONE = Decoded.table("a STRING");

    static Stream<CsvFormat> formats() {
        return Stream.of(
                CsvFormat.STANDARD,
                new CsvFormat('\t', '\'', '\\', "N", '|', true),
                new CsvFormat(';', '"', '\\', "", '-', false),
                new CsvFormat(',', CsvFormat.NONE, '\\', "null", ';', true),
                new CsvFormat(' ', CsvFormat.NONE, CsvFormat.NONE, "0", '.', false),
                new CsvFormat('.', '"', CsvFormat.NONE, "true", ':', false));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void whatIsWrittenIsReadBackTheSame(CsvFormat format) {
        long seed = new Random().nextLong();
        RandomRows rows = new RandomRows(seed);

        int written = 0;
        for (RowType table : new RowType[] {EVERY_TYPE, TEXTS, ONE}) {
            ValueEncoder encoder = format.encoder(table);
            ValueDecoder decoder = Decoded.decoder(format, table);
            for (int i = 0; i < ROWS; i++) {
                written += roundTrip(encoder, decoder, rows.row(table), seed);
            }
        }

        assertThat(written).as("rows that had a form, seed %d", seed).isGreaterThan(ROWS / 2);
    }

    private static int roundTrip(ValueEncoder encoder, ValueDecoder decoder, GenericRowData row, long seed) {
        Encoded encoded = encoder.encode(row);
        if (encoded instanceof Encoded.Refused refused) {
            assertThat(refused.reason()).as("seed %d: %s", seed, refused).isEqualTo(RejectReason.SINK_REJECTED);
            return 0;
        }
        byte[] csv = ((Encoded.Bytes) encoded).bytes();
        Decoded decoded = Decoded.of(decoder, csv, row.getArity());
        assertThat(decoded.message())
                .as("seed %d: %s", seed, new String(csv, UTF_8))
                .isEmpty();
        assertThat(decoded.row())
                .as("seed %d: %s", seed, new String(csv, UTF_8))
                .isEqualTo(row);
        return 1;
    }
}
