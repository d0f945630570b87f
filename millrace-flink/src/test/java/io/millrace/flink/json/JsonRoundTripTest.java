package io.millrace.flink.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.format.Encoded;
import java.util.Random;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class JsonRoundTripTest {

    private static final int ROWS = 3000;

    private static final RowType EVERY_TYPE = Decoding.table("""
            a BOOLEAN, b TINYINT NOT NULL, c SMALLINT, d INT, e BIGINT, f FLOAT, g DOUBLE, h DECIMAL(10, 2),
            i DECIMAL(38, 18), j DECIMAL(18, 0), k CHAR(100), l VARCHAR(100), m STRING, n BINARY(5), o VARBINARY(20),
            p BYTES, q DATE, r TIME(3), s TIMESTAMP(0), t TIMESTAMP(3), u TIMESTAMP(9),
            v TIMESTAMP(3) WITH LOCAL TIME ZONE, w TIMESTAMP(6) WITH LOCAL TIME ZONE, x INTERVAL YEAR TO MONTH,
            y INTERVAL DAY TO SECOND, z ARRAY<INT>, aa ARRAY<ARRAY<STRING>>, ab MAP<STRING, DOUBLE>,
            ac MAP<DECIMAL(10, 2), ARRAY<DATE>>, ad MAP<TIMESTAMP(3), INT>, ae MAP<DATE, STRING>,
            af MAP<BOOLEAN, BIGINT NOT NULL>, ag MULTISET<STRING>, ah MULTISET<INT>,
            ai ROW<a INT NOT NULL, b ROW<c STRING, d ARRAY<ROW<e BYTES>>>> NOT NULL, aj MAP<TIME(3), FLOAT>
            """);

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        long seed = new Random().nextLong();
        RandomRows rows = new RandomRows(seed);
        JsonRowEncoder encoder = new JsonRowEncoder(EVERY_TYPE);
        JsonRowDecoder decoder = new JsonRowDecoder(EVERY_TYPE, Decoding.all(EVERY_TYPE), JsonLimits.DEFAULT, false);

        for (int i = 0; i < ROWS; i++) {
            GenericRowData row = rows.row(EVERY_TYPE);
            byte[] json = encoder.encode(row).fold(Encoded.Bytes::bytes, refused -> {
                throw new AssertionError("seed " + seed + ": " + refused);
            });
            Decoding decoded = Decoding.decode(decoder, json, EVERY_TYPE.getFieldCount());
            assertThat(decoded.message())
                    .as("seed %d: %s", seed, new String(json, UTF_8))
                    .isEmpty();
            assertThat(decoded.row())
                    .as("seed %d: %s", seed, new String(json, UTF_8))
                    .isEqualTo(row);
        }
    }
}
