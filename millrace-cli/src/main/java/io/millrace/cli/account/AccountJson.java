package io.millrace.cli.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.account.InputAccount;
import io.millrace.core.account.OutputAccount;
import io.millrace.core.account.PartitionAccount;
import io.millrace.core.account.PipelineAccount;
import java.time.Instant;
import java.time.InstantSource;

/** Accounts as JSON. */
public final class AccountJson {

    private final InstantSource clock;

    public AccountJson(InstantSource clock) {
        this.clock = clock;
    }

    /** All of an account, with the topics beside each table, into an event. */
    public void write(ObjectNode event, PipelineAccount account) {
        event.put("balanced", account.isBalanced());
        ArrayNode inputs = event.putArray("inputs");
        account.inputs().forEach(in -> {
            ObjectNode node = input(inputs.addObject(), in);
            SideStreams beside = new SideStreams(account.pipeline(), in.table());
            node.put("rejectsTopic", beside.rejects()).put("lateTopic", beside.late());
            ArrayNode partitions = node.putArray("partitions");
            in.partitions().forEach(partition -> partition(partitions.addObject(), partition));
        });
        ArrayNode outputs = event.putArray("outputs");
        account.outputs().forEach(to -> {
            ObjectNode node = output(outputs.addObject(), to);
            node.put("rejectsTopic", new SideStreams(account.pipeline(), to.table()).rejects());
            ObjectNode reasons = node.putObject("reasons");
            to.rejected().forEach((reason, count) -> reasons.put(reason.name(), count));
        });
    }

    /** Rows that operators lost. */
    public static void dropped(ObjectNode event, PipelineAccount account) {
        ObjectNode dropped = event.putObject("droppedBehindIntake");
        account.droppedBehindIntake().forEach(dropped::put);
    }

    /** The figures of a table that is read. */
    public ObjectNode input(ObjectNode node, InputAccount in) {
        node.put("table", in.table())
                .put("topic", in.topic())
                .put("read", in.read())
                .put("rows", in.rows())
                .put("late", in.late())
                .put("rejected", in.rejected());
        boolean hasWatermark = in.watermark() != Long.MIN_VALUE && in.watermark() != Long.MAX_VALUE;
        return node.put(
                        "watermark",
                        hasWatermark ? Instant.ofEpochMilli(in.watermark()).toString() : null)
                .put("watermarkBehindMs", hasWatermark ? clock.millis() - in.watermark() : null)
                .put("lag", in.lag().isPresent() ? in.lag().getAsLong() : null);
    }

    /** The figures of a table that is written. */
    public static ObjectNode output(ObjectNode node, OutputAccount to) {
        return node.put("table", to.table())
                .put("topic", to.topic())
                .put("written", to.written())
                .put("deleted", to.deleted())
                .put("rejected", to.rejectedTotal());
    }

    private static void partition(ObjectNode node, PartitionAccount of) {
        node.put("partition", of.partition())
                .put("read", of.read())
                .put("rows", of.rows())
                .put("late", of.late())
                .put("rejected", of.rejectedTotal())
                .put("extraFields", of.extraFields())
                .put("balanced", of.isBalanced());
        ObjectNode reasons = node.putObject("reasons");
        of.rejected().forEach((reason, count) -> reasons.put(reason.name(), count));
    }
}
