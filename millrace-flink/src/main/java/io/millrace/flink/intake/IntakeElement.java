package io.millrace.flink.intake;

import io.millrace.core.reject.RejectReason;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What travels from the source to the gate: a decoded row, a record that could not become one, or news of a partition.
 * Never leaves its task: the gate is always chained to the source.
 */
final class IntakeElement {

    /** What an element is. */
    enum Kind {
        ROW,
        REJECT,
        /** A change of a database. */
        CHANGE,
        HEARTBEAT,
        ASSIGNED,
        SILENT,
        AWAKE,
        LAG,
        MOVE
    }

    final Kind kind;
    final int partition;
    final boolean extraFields;
    private final @Nullable ConsumerRecord<byte[], byte[]> record;
    private final @Nullable RowData row;
    private final @Nullable RejectReason reason;
    private final @Nullable String message;
    private @Nullable IdleDetector detector;
    private @Nullable Valve valve;
    private long lag;
    private @Nullable LongUnaryOperator move;
    private @Nullable Change change;
    private long time;

    private IntakeElement(
            Kind kind,
            int partition,
            @Nullable ConsumerRecord<byte[], byte[]> record,
            @Nullable RowData row,
            boolean extraFields,
            @Nullable RejectReason reason,
            @Nullable String message) {
        this.kind = kind;
        this.partition = partition;
        this.record = record;
        this.row = row;
        this.extraFields = extraFields;
        this.reason = reason;
        this.message = message;
    }

    static IntakeElement row(ConsumerRecord<byte[], byte[]> record, RowData row, boolean extraFields) {
        return new IntakeElement(Kind.ROW, record.partition(), record, row, extraFields, null, null);
    }

    static IntakeElement reject(ConsumerRecord<byte[], byte[]> record, RejectReason reason, String message) {
        return new IntakeElement(Kind.REJECT, record.partition(), record, null, false, reason, message);
    }

    /** @param row with the columns of {@link ChangeRow} behind the table's */
    static IntakeElement change(
            ConsumerRecord<byte[], byte[]> record, RowData row, boolean extraFields, Change change) {
        IntakeElement element =
                new IntakeElement(Kind.CHANGE, record.partition(), record, row, extraFields, null, null);
        element.change = change;
        return element;
    }

    /** @param time until which all changes of the partition were read, epoch milliseconds */
    static IntakeElement heartbeat(int partition, long time) {
        IntakeElement element = new IntakeElement(Kind.HEARTBEAT, partition, null, null, false, null, null);
        element.time = time;
        return element;
    }

    /** @param mark goes on in place of the row: from now on its values are not known */
    static IntakeElement rejectedChange(
            ConsumerRecord<byte[], byte[]> record, RejectReason reason, String message, RowData mark) {
        return new IntakeElement(Kind.REJECT, record.partition(), record, mark, false, reason, message);
    }

    /** The partition will be read by this subtask from now on. */
    static IntakeElement assigned(int partition) {
        return new IntakeElement(Kind.ASSIGNED, partition, null, null, false, null, null);
    }

    /** The partition was read to its end and is silent. */
    static IntakeElement silent(int partition) {
        return new IntakeElement(Kind.SILENT, partition, null, null, false, null, null);
    }

    /** The partition was told silent, and is not any more: what its producers could not send while the broker was away comes. */
    static IntakeElement awake(int partition) {
        return new IntakeElement(Kind.AWAKE, partition, null, null, false, null, null);
    }

    /** So many records of this subtask's partitions have not been read yet. */
    static IntakeElement lag(long records) {
        IntakeElement element = new IntakeElement(Kind.LAG, -1, null, null, false, null, null);
        element.lag = records;
        return element;
    }

    /** @param where the watermark goes from where it stands */
    static IntakeElement move(LongUnaryOperator where) {
        IntakeElement element = new IntakeElement(Kind.MOVE, -1, null, null, false, null, null);
        element.move = where;
        return element;
    }

    /** @param by hears if the row is accepted */
    IntakeElement watched(IdleDetector by) {
        detector = by;
        return this;
    }

    /** @param in front of the partition */
    IntakeElement behind(Valve in) {
        valve = in;
        return this;
    }

    /** Of an assigned partition: what holds its reader back. */
    @Nullable
    Valve valve() {
        return valve;
    }

    /** The row keeps its partition awake: it is not rejected for its event time either. */
    void accepted() {
        if (detector != null) {
            detector.row(partition);
        }
    }

    /** Of news about the lag. */
    long lag() {
        return lag;
    }

    /** Of a move of event time: where the watermark goes from {@code watermark}, epoch milliseconds. */
    long movedFrom(long watermark) {
        return Objects.requireNonNull(move).applyAsLong(watermark);
    }

    /** Of a change. */
    Change change() {
        return Objects.requireNonNull(change);
    }

    /** Of a heartbeat: epoch milliseconds. */
    long time() {
        return time;
    }

    /** Of a row, a change or a reject. */
    ConsumerRecord<byte[], byte[]> record() {
        return Objects.requireNonNull(record);
    }

    /** Of a change that was rejected, if it is known of which row. */
    Optional<RowData> mark() {
        return Optional.ofNullable(row);
    }

    /** Of a row or a change. */
    RowData row() {
        return Objects.requireNonNull(row);
    }

    /** Of a reject. */
    RejectReason reason() {
        return Objects.requireNonNull(reason);
    }

    /** Of a reject. */
    String message() {
        return Objects.requireNonNull(message);
    }
}
