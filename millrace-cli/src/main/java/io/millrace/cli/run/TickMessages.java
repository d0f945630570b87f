package io.millrace.cli.run;

import io.millrace.cli.account.Reasons;
import io.millrace.cli.account.SideStreams;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Text;
import io.millrace.core.reject.RejectReason;
import io.millrace.local.PipelineStatus;
import java.util.Comparator;
import java.util.Map;

/** What the figures give reason to say: rows that were lost, and rejects to look at. */
final class TickMessages {

    private final Tick tick;
    private final Messages messages;

    private TickMessages(Tick tick, Messages messages) {
        this.tick = tick;
        this.messages = messages;
    }

    static void tell(Tick tick, Messages messages) {
        TickMessages told = new TickMessages(tick, messages);
        tick.pipelines().forEach(told::tell);
    }

    private void tell(PipelineStatus pipeline) {
        pipeline.account()
                .inputs()
                .forEach(in -> rejects(new SideStreams(pipeline.name(), in.table()), Reasons.of(in)));
        pipeline.account()
                .outputs()
                .forEach(out -> rejects(new SideStreams(pipeline.name(), out.table()), out.rejected()));
        pipeline.account()
                .droppedBehindIntake()
                .forEach((operator, rows) -> messages.update(
                        "lost in " + pipeline.name() + " by " + operator,
                        tick.elapsed(),
                        Style.BAD,
                        "LOST " + Text.count(rows) + " rows of " + pipeline.name() + ", dropped behind the intake by "
                                + operator));
    }

    private void rejects(SideStreams beside, Map<RejectReason, Long> reasons) {
        reasons.entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .ifPresent(top -> {
                    long all =
                            reasons.values().stream().mapToLong(Long::longValue).sum();
                    String why = reasons.size() == 1
                            ? " rejected as " + top.getKey()
                            : " rejected, " + Text.count(top.getValue()) + " as " + top.getKey();
                    messages.update(
                            "rejects in " + beside.rejects(),
                            tick.elapsed(),
                            Style.QUIET,
                            Text.count(all) + why + ", in topic " + beside.rejects());
                });
    }
}
