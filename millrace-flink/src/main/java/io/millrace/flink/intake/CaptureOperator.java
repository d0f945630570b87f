package io.millrace.flink.intake;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;

/**
 * Knows the rows of a captured table, and so makes of each change what the plan needs: the row before and the row after.
 * Keyed by the record's key, and one subtask, since a row may change its key.
 */
final class CaptureOperator extends AbstractStreamOperator<RowData>
        implements OneInputStreamOperator<RowData, RowData> {

    private static final long serialVersionUID = 1L;

    /** Of a table whose event time is none of its changes. */
    static final int NO_TIME = -1;

    private final String table;
    private final InternalTypeInfo<RowData> type;
    private final RowData.FieldGetter[] getters;

    private final int endsAt;

    private transient ValueStateDescriptor<RowData> descriptor;
    private transient ValueState<RowData> rows;

    /** Rows that are about to come again under this key. */
    private transient ValueState<RowData> moving;

    /** Whether a change of the row was rejected, and no whole row has come since. */
    private transient ValueState<Boolean> unknown;

    /**
     * @param table for messages
     * @param type of the rows
     * @param endsAt the column that has the time of the change, if event time goes by it: a delete has its own there, and
     *     otherwise what the row had that it deletes; {@link #NO_TIME} for none
     */
    @SuppressWarnings("NullAway.Init") // state is made in initializeState, before the first element
    CaptureOperator(String table, InternalTypeInfo<RowData> type, int endsAt) {
        this.table = table;
        this.type = type;
        this.endsAt = endsAt;
        RowType row = type.toRowType();
        getters = new RowData.FieldGetter[row.getFieldCount()];
        for (int column = 0; column < getters.length; column++) {
            getters[column] = RowData.createFieldGetter(row.getTypeAt(column), column);
        }
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        descriptor = new ValueStateDescriptor<>("rows", type);
        rows = context.getKeyedStateStore().getState(descriptor);
        moving = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("moving", type));
        unknown = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("unknown", Types.BOOLEAN));
    }

    @Override
    public void processElement(StreamRecord<RowData> element) throws Exception {
        RowData change = element.getValue();
        if (ChangeRow.isClearing(change)) {
            clear(change);
            return;
        }
        if (ChangeRow.isRejected(change)) {
            unknown.update(true);
            return;
        }
        RowData before = rows.value();
        boolean isUnknown = unknown.value() != null;
        if (change.getRowKind() == RowKind.DELETE) {
            unknown.clear();
            if (before != null) {
                rows.clear();
                emit(deleted(before, change), element);
            }
            Optional<String> next = ChangeRow.nextKey(change);
            if (next.isPresent()) {
                move(before, isUnknown, next.get());
            }
            return;
        }
        RowData moved = moving.value();
        moving.clear();
        RowData after = after(change, before == null ? moved : before, isUnknown);
        unknown.clear();
        // what is sent on may be changed there
        rows.update(copy(after, RowKind.INSERT));
        if (before == null) {
            emit(copy(after, RowKind.INSERT), element);
        } else {
            emit(copy(before, RowKind.UPDATE_BEFORE), element);
            emit(copy(after, RowKind.UPDATE_AFTER), element);
        }
    }

    private void move(@Nullable RowData row, boolean isUnknown, String key) throws IOException {
        setCurrentKey(key);
        if (row != null) {
            moving.update(copy(row, RowKind.INSERT));
        }
        if (isUnknown) {
            unknown.update(true);
        }
    }

    private RowData after(RowData change, @Nullable RowData before, boolean isUnknown) {
        BitSet unsent = ChangeRow.unsent(change);
        GenericRowData after = copy(change, RowKind.INSERT);
        if (unsent.isEmpty()) {
            return after;
        }
        if (isUnknown || before == null) {
            throw new SuppressRestartsException(new MillraceException(
                    ErrorCode.PIPELINE_FAILED,
                    "a change of table \"%s\" leaves out a long value that did not change, and %s"
                            .formatted(
                                    table,
                                    isUnknown
                                            ? "an earlier change of the row, which may have had it, was rejected"
                                            : "the row is not known: its topic lacks what came before"),
                    isUnknown
                            ? "see the rejects; declare the columns so that they hold it, or a greater 'max.bytes', and start with --fresh"
                            : "have the table captured anew, as docs/capture.md says"));
        }
        unsent.stream().forEach(column -> after.setField(column, getters[column].getFieldOrNull(before)));
        return after;
    }

    private RowData deleted(RowData before, RowData change) {
        GenericRowData row = copy(before, RowKind.DELETE);
        if (endsAt != NO_TIME) {
            row.setField(endsAt, getters[endsAt].getFieldOrNull(change));
        }
        return row;
    }

    /** All rows were deleted, or are about to come again. */
    private void clear(RowData change) throws Exception {
        List<RowData> gone = new ArrayList<>();
        getKeyedStateBackend()
                .applyToAllKeys(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor, (key, state) -> {
                    RowData row = state.value();
                    if (row != null) {
                        gone.add(row);
                        state.clear();
                    }
                });
        gone.forEach(row -> output.collect(new StreamRecord<>(deleted(row, change))));
    }

    private GenericRowData copy(RowData row, RowKind kind) {
        GenericRowData copy = new GenericRowData(kind, getters.length);
        for (int column = 0; column < getters.length; column++) {
            copy.setField(column, getters[column].getFieldOrNull(row));
        }
        return copy;
    }

    private void emit(RowData row, StreamRecord<RowData> like) {
        StreamRecord<RowData> record = new StreamRecord<>(row);
        if (like.hasTimestamp()) {
            record.setTimestamp(like.getTimestamp());
        }
        output.collect(record);
    }
}
