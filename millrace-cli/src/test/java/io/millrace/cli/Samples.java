package io.millrace.cli;

import io.millrace.core.account.InputAccount;
import io.millrace.core.account.OutputAccount;
import io.millrace.core.account.PartitionAccount;
import io.millrace.core.account.PipelineAccount;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.reject.RejectReason;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.FeedStatus;
import io.millrace.local.PipelineStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Pipelines as a local run reports them. */
public final class Samples {

    public static final long WATERMARK = Instant.parse("2014-02-19T15:25:00Z").toEpochMilli();

    private Samples() {}

    /** Two partitions, 22,695 records, some of everything, and it balances. */
    public static PipelineStatus sensors(State state) {
        InputAccount readings = new InputAccount(
                "machine_temperature",
                "plant.temperature",
                List.of(
                        partition(0, 12_695, 12_600, 15),
                        new PartitionAccount(1, 10_000, 9_990, 0, Map.of(RejectReason.DECODE_SYNTAX, 10L), 7)),
                WATERMARK,
                OptionalLong.of(1_305));
        OutputAccount alerts = new OutputAccount("alerts", "alerts", 1_240, 12, Map.of());
        return status("sensors", state, List.of(readings), List.of(alerts), Map.of());
    }

    public static PartitionAccount partition(int partition, long read, long rows, long late) {
        return new PartitionAccount(
                partition, read, rows, late, Map.of(RejectReason.VALUE_TYPE, read - rows - late), 0);
    }

    public static PipelineStatus running(String name, long read) {
        PartitionAccount all = new PartitionAccount(0, read, read, 0, Map.of(), 0);
        InputAccount input = new InputAccount("orders", "orders", List.of(all), Long.MIN_VALUE, OptionalLong.empty());
        return status(name, State.RUNNING, List.of(input), List.of(), Map.of());
    }

    public static PipelineStatus failed(String name) {
        return new PipelineStatus(
                name,
                State.FAILED,
                new PipelineAccount(name, List.of(), List.of(), Map.of()),
                Optional.of(Problem.of(ErrorCode.PIPELINE_FAILED, "division by zero", "correct the query")),
                List.of());
    }

    /** Too few for a flood. */
    public static PipelineStatus rejectingAll(String name) {
        PartitionAccount all = new PartitionAccount(0, 5, 0, 0, Map.of(RejectReason.VALUE_TIME, 5L), 0);
        InputAccount input = new InputAccount("orders", "orders", List.of(all), Long.MIN_VALUE, OptionalLong.empty());
        return status(name, State.RUNNING, List.of(input), List.of(), Map.of());
    }

    /** A flood of rejects; everything is accounted for. */
    public static PipelineStatus paused(String name) {
        PartitionAccount all = new PartitionAccount(0, 5, 1, 0, Map.of(RejectReason.VALUE_TYPE, 4L), 0);
        InputAccount input = new InputAccount("orders", "orders", List.of(all), Long.MIN_VALUE, OptionalLong.empty());
        return new PipelineStatus(
                name,
                State.PAUSED,
                new PipelineAccount(name, List.of(input), List.of(), Map.of()),
                Optional.of(Problem.of(ErrorCode.REJECTS_FLOOD, "table pours into its rejects", "mend the producer")),
                List.of());
    }

    /** Ten records read, of which three are nowhere. */
    public static PipelineStatus offBalance(State state) {
        PartitionAccount off = new PartitionAccount(0, 10, 7, 0, Map.of(), 0);
        InputAccount input = new InputAccount("orders", "orders", List.of(off), Long.MIN_VALUE, OptionalLong.empty());
        return status("spend", state, List.of(input), List.of(), Map.of());
    }

    public static PipelineStatus dropping(State state) {
        return status("spend", state, List.of(), List.of(), Map.of("Window[3]", 4L));
    }

    public static PipelineStatus feeding(long fed) {
        return new PipelineStatus(
                "sensors",
                State.RUNNING,
                new PipelineAccount("sensors", List.of(), List.of(), Map.of()),
                Optional.empty(),
                List.of(new FeedStatus("readings", "/somewhere/data/machine_temperature.csv", fed, 22_695)));
    }

    public static PipelineStatus status(
            String name,
            State state,
            List<InputAccount> inputs,
            List<OutputAccount> outputs,
            Map<String, Long> dropped) {
        return new PipelineStatus(
                name, state, new PipelineAccount(name, inputs, outputs, dropped), Optional.empty(), List.of());
    }
}
