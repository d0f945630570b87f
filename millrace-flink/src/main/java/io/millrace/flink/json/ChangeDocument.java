package io.millrace.flink.json;

import io.millrace.core.change.ChangePosition;
import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.DecodeFailure;
import io.millrace.flink.format.ValueFault;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.jspecify.annotations.Nullable;

/**
 * Reads a change of a database's row as Debezium writes it: {@code before}, {@code after}, {@code op}, {@code source}. The
 * document is validated as any other. Made where it is used, for one thread; what the methods tell is of the document that
 * was decoded last.
 */
public final class ChangeDocument {

    private static final LogicalType TEXT = VarCharType.STRING_TYPE;
    private static final LogicalType NUMBER = new BigIntType();
    private static final int AFTER = 1;
    private static final int SOURCE = 2;

    private static final RowType OF_SOURCE = RowType.of(
            new LogicalType[] {NUMBER, NUMBER, NUMBER, TEXT, TEXT},
            new String[] {"lsn", "ts_ms", "txId", "sequence", "snapshot"});

    private final JsonScanner in;
    private final RowReader envelope;
    private final Unsent unsent = new Unsent();
    private final GenericRowData read = new GenericRowData(SOURCE + 1);
    private @Nullable GenericRowData source;

    /**
     * @param table all physical columns
     * @param columns which of them to read, in the order of the row
     */
    public ChangeDocument(RowType table, int[] columns, int maxBytes) {
        KeyHash hash = new KeyHash();
        ColumnReaders readers = ColumnReaders.fromDatabase(hash);
        in = new JsonScanner(JsonLimits.of(maxBytes), hash);
        RowReader ofSource = readers.projected(OF_SOURCE, new int[] {0, 1, 2, 3, 4});
        RowReader ofRow = readers.captured(table, columns, unsent);
        envelope = new RowReader(
                "an object",
                SOURCE + 1,
                List.of(
                        new Field("op", 0, new ElementReader(TEXT, readers.scalar(TEXT))),
                        new Field("after", AFTER, new ElementReader(OF_SOURCE, ofRow)),
                        new Field("source", SOURCE, new ElementReader(OF_SOURCE, ofSource))),
                hash);
    }

    /** What happened to the row. */
    public enum Operation {
        /** It was read by a snapshot. */
        READ("r"),
        CREATE("c"),
        UPDATE("u"),
        DELETE("d"),
        /** All rows of the table were deleted. */
        TRUNCATE("t");

        @SuppressWarnings("ImmutableEnumChecker") // text does not change, it only does not say so
        private final StringData code;

        Operation(String code) {
            this.code = StringData.fromString(code);
        }

        /** As Debezium writes it. */
        public StringData code() {
            return code;
        }
    }

    /**
     * Reads a document.
     *
     * @param failure is told why when there is no result
     * @return what happened; nothing if it is no change
     */
    public @Nullable Operation decode(byte[] value, DecodeFailure failure) {
        try {
            in.begin(value);
            unsent.columns().clear();
            read.setField(0, null);
            read.setField(AFTER, null);
            read.setField(SOURCE, null);
            document();
            return operation();
        } catch (ValueFault fault) {
            failure.report(fault.reason(), fault.message());
            return null;
        }
    }

    private void document() {
        int start = in.white(in.position());
        if (start == in.end()) {
            throw new ValueFault(RejectReason.DECODE_EMPTY, "the value is empty, expected a change");
        }
        in.moveTo(start);
        if (in.current() != '{') {
            in.skip();
            throw new ValueFault(RejectReason.DECODE_SHAPE, "expected a change, found no JSON object");
        }
        envelope.readInto(in, read);
        int rest = in.white(in.position());
        if (rest != in.end()) {
            throw new ValueFault(RejectReason.DECODE_TRAILING, "the document goes on behind its end at byte " + rest);
        }
    }

    private Operation operation() {
        source = (GenericRowData) read.getField(SOURCE);
        if (source == null || source.isNullAt(0) || source.isNullAt(1)) {
            throw envelope("'source' with 'lsn' and 'ts_ms' is missing");
        }
        Object code = read.getField(0);
        for (Operation each : Operation.values()) {
            if (each.code.equals(code)) {
                if (each.ordinal() <= Operation.UPDATE.ordinal() && read.isNullAt(AFTER)) {
                    throw envelope("'after' is missing, and 'op' is \"" + code + "\"");
                }
                return each;
            }
        }
        throw envelope(code == null ? "'op' is missing" : "'op' is none of c, u, d, r, t");
    }

    private static ValueFault envelope(String why) {
        return new ValueFault(RejectReason.CDC_ENVELOPE, "this is no change of a row: " + why);
    }

    /** The row as it is now, but for {@link #unsent}; for a row that was read, made or updated. */
    public GenericRowData after() {
        return Objects.requireNonNull((GenericRowData) read.getField(AFTER));
    }

    /** Positions in {@link #after} of columns that stay as they were; empty if all are there. */
    public BitSet unsent() {
        return unsent.columns();
    }

    /** When it was committed, by the database's clock; epoch milliseconds. */
    public long committedAt() {
        return source().getLong(1);
    }

    /** The transaction's id, if it has one. */
    public @Nullable Long transaction() {
        return (Long) source().getField(2);
    }

    /** Where the log stood when a snapshot was taken, or where the change stands in it. */
    public long lsn() {
        return source().getLong(0);
    }

    /** Where the change stands among all. */
    public ChangePosition position() {
        Object sequence = source().getField(3);
        return new ChangePosition(sequence == null ? 0 : commit(sequence.toString()), lsn());
    }

    /** The first of two numbers: {@code ["24768752","24768800"]}, or {@code [null,"24766800"]}. */
    private static long commit(String sequence) {
        int from = sequence.indexOf('"') + 1;
        int to = sequence.indexOf('"', from);
        if (!sequence.startsWith("[\"") || to < 0) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(sequence.substring(from, to));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private GenericRowData source() {
        return Objects.requireNonNull(source);
    }
}
