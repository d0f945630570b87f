package io.millrace.bench.json;

import io.millrace.flink.format.DecodeFailure;
import io.millrace.flink.json.JsonLimits;
import io.millrace.flink.json.JsonRowDecoder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.formats.common.TimestampFormat;
import org.apache.flink.formats.json.JsonParserRowDataDeserializationSchema;
import org.apache.flink.formats.json.JsonRowDataDeserializationSchema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time to decode one order into a row: ours, which validates the whole document, and Flink's two variants, which do not.
 * Flink's Kafka table pushes no projection, so its figure for a query on two columns is the one for all eight; the two
 * column figures are what it would reach if the table declared no more.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {

    private static final int DOCUMENTS = 1024;

    private final DecodeFailure failure = new DecodeFailure();
    private final byte[][] documents = OrderDocuments.generate(DOCUMENTS, 1);
    private final RowType type = OrderDocuments.TYPE;
    private final RowType projected = projected(type, OrderDocuments.TWO_COLUMNS);
    private final JsonRowDecoder all =
            decoder(IntStream.range(0, type.getFieldCount()).toArray());
    private final JsonRowDecoder two = decoder(OrderDocuments.TWO_COLUMNS);
    private final DeserializationSchema<RowData> parserAll = parser(type);
    private final DeserializationSchema<RowData> parserTwo = parser(projected);
    private final DeserializationSchema<RowData> treeAll = tree(type);
    private final DeserializationSchema<RowData> treeTwo = tree(projected);
    private int next;

    @Setup
    public void open() throws Exception {
        for (DeserializationSchema<RowData> schema : List.of(parserAll, parserTwo, treeAll, treeTwo)) {
            schema.open(null);
        }
    }

    @Benchmark
    public RowData millraceEightOfEight() {
        return decode(all, 8);
    }

    @Benchmark
    public RowData millraceTwoOfEight() {
        return decode(two, 2);
    }

    @Benchmark
    public RowData flinkParserEightOfEight() throws IOException {
        return parserAll.deserialize(document());
    }

    @Benchmark
    public RowData flinkParserTwoOfEight() throws IOException {
        return parserTwo.deserialize(document());
    }

    @Benchmark
    public RowData flinkTreeEightOfEight() throws IOException {
        return treeAll.deserialize(document());
    }

    @Benchmark
    public RowData flinkTreeTwoOfEight() throws IOException {
        return treeTwo.deserialize(document());
    }

    private RowData decode(JsonRowDecoder decoder, int arity) {
        GenericRowData row = new GenericRowData(arity);
        if (!decoder.decode(document(), row, failure)) {
            throw new IllegalStateException(failure.message());
        }
        return row;
    }

    private byte[] document() {
        return documents[next++ & DOCUMENTS - 1];
    }

    private static JsonRowDecoder decoder(int[] columns) {
        return new JsonRowDecoder(OrderDocuments.TYPE, columns, JsonLimits.DEFAULT, false);
    }

    private static RowType projected(RowType type, int[] columns) {
        LogicalType[] types = IntStream.of(columns).mapToObj(type::getTypeAt).toArray(LogicalType[]::new);
        String[] names =
                IntStream.of(columns).mapToObj(type.getFieldNames()::get).toArray(String[]::new);
        return RowType.of(types, names);
    }

    private static DeserializationSchema<RowData> parser(RowType type) {
        return new JsonParserRowDataDeserializationSchema(
                type, InternalTypeInfo.of(type), false, false, TimestampFormat.ISO_8601);
    }

    private static DeserializationSchema<RowData> tree(RowType type) {
        return new JsonRowDataDeserializationSchema(
                type, InternalTypeInfo.of(type), false, false, TimestampFormat.ISO_8601);
    }
}
