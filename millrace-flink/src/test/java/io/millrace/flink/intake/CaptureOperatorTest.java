package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rows before make of changes. Rows have a value, and the time of their change behind it. */
class CaptureOperatorTest {

    private static final int COLUMNS = 2;
    private static final RowType TYPE =
            RowType.of(new LogicalType[] {VarCharType.STRING_TYPE, new BigIntType()}, new String[] {"v", "changed_at"});

    private KeyedOneInputStreamOperatorTestHarness<String, RowData, RowData> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(CaptureOperator.NO_TIME, null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void theRowBeforeIsTakenBack() throws Exception {
        // When
        upsert("a", "x", 1);
        upsert("a", "y", 2);
        delete("a", 3);
        delete("b", 4);

        // Then
        assertThat(output()).containsExactly("+I(x,1)", "-U(x,1)", "+U(y,2)", "-D(y,2)");
    }

    @Test
    void aVersionEndsWhenItsRowWasDeleted() throws Exception {
        // Given
        harness.close();
        harness = harness(1, null);
        upsert("a", "x", 1);

        // When
        delete("a", 3);

        // Then
        assertThat(output()).containsExactly("+I(x,1)", "-D(x,3)");
    }

    @Test
    void aValueThatWasNotSentIsThatOfTheRowBefore() throws Exception {
        // Given
        upsert("a", "long", 1);

        // When
        unsent("a", 2);

        // Then
        assertThat(output()).containsExactly("+I(long,1)", "-U(long,1)", "+U(long,2)");
    }

    @Test
    void aRowKeepsWhatWasNotSentUnderItsNextKey() throws Exception {
        // Given
        upsert("a", "long", 1);
        GenericRowData moved = ChangeRow.of(RowKind.DELETE, COLUMNS, "a");
        ChangeRow.setNextKey(moved, COLUMNS, "b");
        harness.processElement(new StreamRecord<>(moved));
        OperatorSubtaskState between = harness.snapshot(1, 1);
        harness.close();
        harness = harness(CaptureOperator.NO_TIME, between);

        // When
        unsent("b", 2);
        unsent("b", 3);

        // Then
        assertThat(output()).as("over a crash in between").containsExactly("+I(long,2)", "-U(long,2)", "+U(long,3)");
    }

    @Test
    void aValueThatNobodyKnowsIsNeverMadeUp() {
        assertThatThrownBy(() -> unsent("a", 1)).cause().hasMessageContaining("leaves out a long value");
    }

    @Test
    void aValueThatARejectedChangeMayHaveHadIsNeverMadeUp() throws Exception {
        // Given
        upsert("a", "old", 1);
        harness.processElement(new StreamRecord<>(ChangeRow.rejected(COLUMNS, "a")));

        // Then
        assertThatThrownBy(() -> unsent("a", 2)).cause().hasMessageContaining("rejected");
    }

    @Test
    void aWholeRowBehindARejectedOneIsKnownAgain() throws Exception {
        // Given
        upsert("a", "old", 1);
        harness.processElement(new StreamRecord<>(ChangeRow.rejected(COLUMNS, "a")));
        upsert("a", "new", 2);
        harness.getOutput().clear();

        // When
        unsent("a", 3);

        // Then
        assertThat(output()).containsExactly("-U(new,2)", "+U(new,3)");
    }

    @Test
    void allRowsGoWhenTheTableIsEmptied() throws Exception {
        // Given
        upsert("a", "x", 1);
        upsert("b", "y", 2);
        harness.getOutput().clear();

        // When
        harness.processElement(new StreamRecord<>(ChangeRow.clearing(ChangeRow.of(RowKind.DELETE, COLUMNS, ""))));
        upsert("b", "z", 3);

        // Then
        assertThat(output()).containsExactlyInAnyOrder("-D(x,1)", "-D(y,2)", "+I(z,3)");
    }

    @Test
    void rowsAreKnownAfterARestore() throws Exception {
        // Given
        upsert("a", "x", 1);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness(CaptureOperator.NO_TIME, state);

        // When
        upsert("a", "y", 2);

        // Then
        assertThat(output()).containsExactly("-U(x,1)", "+U(y,2)");
    }

    private void upsert(String key, String value, long changedAt) throws Exception {
        GenericRowData row = ChangeRow.of(RowKind.UPDATE_AFTER, COLUMNS, key);
        row.setField(0, StringData.fromString(value));
        row.setField(1, changedAt);
        harness.processElement(new StreamRecord<>(row));
    }

    private void unsent(String key, long changedAt) throws Exception {
        GenericRowData row = ChangeRow.of(RowKind.UPDATE_AFTER, COLUMNS, key);
        row.setField(1, changedAt);
        BitSet unsent = new BitSet();
        unsent.set(0);
        ChangeRow.setUnsent(row, COLUMNS, unsent);
        harness.processElement(new StreamRecord<>(row));
    }

    private void delete(String key, long changedAt) throws Exception {
        GenericRowData row = ChangeRow.of(RowKind.DELETE, COLUMNS, key);
        row.setField(1, changedAt);
        harness.processElement(new StreamRecord<>(row));
    }

    private List<String> output() {
        List<String> rows = new ArrayList<>();
        for (Object each : harness.getOutput()) {
            RowData row = (RowData) ((StreamRecord<?>) each).getValue();
            rows.add("%s(%s,%s)"
                    .formatted(
                            row.getRowKind().shortString(), row.getString(0), row.isNullAt(1) ? null : row.getLong(1)));
        }
        return rows;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, RowData, RowData> harness(
            int endsAt, @Nullable OperatorSubtaskState restored) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, RowData, RowData> made =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new CaptureOperator("customers", InternalTypeInfo.of(TYPE), endsAt),
                        ChangeRow::key,
                        Types.STRING);
        made.setup(InternalTypeInfo.of(TYPE).toRowSerializer());
        if (restored != null) {
            made.initializeState(restored);
        }
        made.open();
        return made;
    }
}
