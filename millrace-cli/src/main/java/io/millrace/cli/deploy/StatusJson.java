package io.millrace.cli.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.account.AccountJson;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.core.environment.Environment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A line for each pipeline. */
final class StatusJson implements StatusOutput {

    private final JsonLines lines;
    private final AccountJson accounts;

    StatusJson(Terminal.Stream out, InstantSource clock) {
        this.lines = new JsonLines(out, clock);
        this.accounts = new AccountJson(clock);
    }

    @Override
    public void show(Environment environment, List<PipelineReport> reports) {
        for (PipelineReport report : reports) {
            ObjectNode event = lines.event("status")
                    .put("pipeline", report.pipeline())
                    .put("environment", environment.name())
                    .put("state", report.state().name())
                    .put("well", report.isWell())
                    .put("job", report.job().orElse(null))
                    .put("since", report.since().map(Instant::toString).orElse(null))
                    .put("why", report.why().orElse(null))
                    .put("restarts", report.restarts())
                    .put(
                            "lastCheckpointAgeMs",
                            report.lastCheckpoint().map(Duration::toMillis).orElse(null));
            ArrayNode concerns = event.putArray("concerns");
            report.concerns().forEach(concerns::add);
            ArrayNode notes = event.putArray("notes");
            report.notes().forEach(notes::add);
            AccountJson.dropped(event, report.account());
            accounts.write(event, report.account());
            lines.write(event);
        }
    }
}
