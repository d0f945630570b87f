package io.millrace.cli.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.account.AccountJson;
import io.millrace.cli.error.ProblemPrinter;
import io.millrace.cli.run.Totals.Direction;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.Problem;
import io.millrace.local.PipelineStatus;
import io.millrace.local.TableResults;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** For programs: one object a line. A tick and an account are of one pipeline each. */
final class JsonReport implements RunReport {

    private final Terminal.Stream out;
    private final JsonLines json;
    private final AccountJson accounts;

    JsonReport(Terminal.Stream out, InstantSource clock) {
        this.out = out;
        this.json = new JsonLines(out, clock);
        this.accounts = new AccountJson(clock);
    }

    /** Steps are for people who wait; a program waits for {@code started}. */
    @Override
    public void progress(String step) {}

    @Override
    public void warning(String warning) {
        json.write(json.event("warning").put("message", warning));
    }

    @Override
    public void started(Started started) {
        ObjectNode event = json.event("started");
        started.pipelines().forEach(event.putArray("pipelines")::add);
        json.write(event.put("bootstrapServers", started.bootstrapServers())
                .put("data", started.data().toString())
                .put("log", started.log().toString()));
    }

    @Override
    public void tick(Tick tick) {
        for (PipelineStatus pipeline : tick.pipelines()) {
            ObjectNode event = status("tick", pipeline);
            ArrayNode inputs = event.putArray("inputs");
            pipeline.account().inputs().forEach(in -> accounts.input(inputs.addObject(), in)
                    .put("perSecond", tick.perSecond(pipeline, Direction.IN, in.table())));
            ArrayNode outputs = event.putArray("outputs");
            pipeline.account().outputs().forEach(to -> AccountJson.output(outputs.addObject(), to)
                    .put("perSecond", tick.perSecond(pipeline, Direction.OUT, to.table())));
            ArrayNode feeds = event.putArray("feeds");
            pipeline.feeds().forEach(feed -> feeds.addObject()
                    .put("table", feed.table())
                    .put("file", feed.file())
                    .put("fed", feed.fed())
                    .put("total", feed.total()));
            json.write(event);
        }
        results(tick.results());
    }

    /** A line for each table that has something new. */
    private void results(List<TableResults> tables) {
        for (TableResults table : tables) {
            if (table.news().count() > 0) {
                ObjectNode event = json.event("results")
                        .put("pipeline", table.pipeline())
                        .put("table", table.table())
                        .put("count", table.news().count());
                ArrayNode newest = event.putArray("newest");
                table.news().newest().forEach(row -> newest.addObject()
                        .put("key", row.key())
                        .put("value", row.value().orElse(null))
                        .put(
                                "sinceEventMs",
                                table.times()
                                        .sinceEvent(row)
                                        .map(Duration::toMillis)
                                        .orElse(null)));
                json.write(event);
            }
        }
    }

    @Override
    public void failed(String pipeline, Problem problem) {
        ProblemPrinter.print(problem, Optional.of(pipeline), json);
    }

    /** The accounts follow. */
    @Override
    public void stopping() {}

    @Override
    public void account(List<PipelineStatus> pipelines, List<TableResults> results, String bootstrapServers) {
        results(results);
        for (PipelineStatus pipeline : pipelines) {
            ObjectNode event = status("account", pipeline);
            accounts.write(event, pipeline.account());
            json.write(event);
        }
    }

    @Override
    public boolean isUnread() {
        return out.isClosed();
    }

    private ObjectNode status(String type, PipelineStatus pipeline) {
        ObjectNode event = json.event(type)
                .put("pipeline", pipeline.name())
                .put("state", pipeline.state().name());
        AccountJson.dropped(event, pipeline.account());
        return event;
    }
}
