package io.millrace.cli.explain;

import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.Text;
import io.millrace.core.delivery.ClientSetting;
import io.millrace.core.pipeline.IdlePolicy;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import io.millrace.core.text.Durations;
import io.millrace.flink.explain.Latency;
import io.millrace.flink.explain.Step;
import io.millrace.flink.explain.TableFacts;
import io.millrace.flink.explain.TableFacts.EventTime;
import io.millrace.flink.explain.Wait;
import io.millrace.local.run.LocalExplain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation for people. */
final class ExplainText {

    private static final int WIDEST_NAME = 24;
    private static final int READABLE = 100;

    private final Terminal.Stream out;
    private final int width;

    ExplainText(Terminal terminal) {
        this.out = terminal.out();
        this.width = Math.min(READABLE, terminal.width());
    }

    void print(LocalExplain explained) {
        Pipeline pipeline = explained.explanation().pipeline();
        lines("", pipeline.name() + ": " + policies(pipeline.policies()));
        heading("Tables");
        List<TableFacts> tables = explained.explanation().tables();
        int wide =
                tables.stream().mapToInt(table -> table.name().length()).max().orElse(0);
        tables.forEach(table -> table(table, Math.min(wide, WIDEST_NAME)));
        heading("Steps");
        explained.explanation().steps().forEach(this::step);
        heading("Latency, from a row until its result can be read");
        explained.explanation().latencies().forEach(this::latency);
        lines("  ", "The work itself comes on top: milliseconds where there is no backlog.");
        silence(tables).forEach(text -> lines("  ", text));
        heading("Kafka settings, and what decided each");
        settings("producers", explained.producer());
        settings("consumers", explained.consumer());
        settings("topics that are created", explained.topics());
        explained.plan().ifPresent(plan -> {
            heading("Flink's plan");
            plan.strip().lines().forEach(line -> out.println("  " + Printable.line(line)));
        });
    }

    private static String policies(Policies policies) {
        return "delivery %s, profile %s, checkpoint %s, state %s, %s"
                .formatted(
                        policies.delivery().text(),
                        policies.profile().text(),
                        Durations.inWords(policies.checkpoint()),
                        policies.state().text(),
                        policies.parallelism()
                                .map(number -> number == 1 ? "1 subtask" : number + " subtasks")
                                .orElse("as many subtasks as processors, at most 4"));
    }

    private void heading(String title) {
        out.println("");
        out.println(Style.HEADING.paint(title, out));
    }

    private void table(TableFacts table, int wide) {
        String name = "  " + Text.left(table.name(), Math.max(wide, table.name().length())) + "  ";
        String use = table.isRead() ? table.isWritten() ? "read and written" : "read" : "written";
        if (table.topic().isEmpty()) {
            lines(name, use + "; connector " + table.connector().orElse(""));
            return;
        }
        TableFacts.Topic topic = table.topic().get();
        String rest = " ".repeat(name.length());
        lines(
                name,
                "%s; topic %s; %s; %s"
                        .formatted(use, topic.name(), topic.format(), topic.isUpsert() ? "upsert" : "append"));
        lines(rest, key(topic));
        lines(
                rest,
                "partitions %s (%s); kept %s (%s)"
                        .formatted(
                                topic.partitions().value(),
                                topic.partitions().by(),
                                topic.isUpsert()
                                        ? "as newest row of each key"
                                        : topic.retention().value(),
                                topic.retention().by()));
        table.eventTime().ifPresent(time -> lines(rest, eventTime(time)));
    }

    private static String key(TableFacts.Topic topic) {
        if (topic.key().isEmpty()) {
            return "no record key";
        }
        String form = topic.keyFormat().equals("raw") ? "plain text" : "a JSON object";
        return "record key " + String.join(", ", topic.key()) + ", " + form;
    }

    private static String eventTime(EventTime time) {
        String bound = time.bound()
                .map(length -> "watermark " + Durations.inWords(length) + " behind")
                .orElse("watermark by an expression of its own");
        String lateness = time.lateness().isZero() ? "" : "; lateness " + Durations.inWords(time.lateness());
        return "event time " + time.column() + ", " + bound + lateness;
    }

    private void step(Step step) {
        String number = Text.right(Integer.toString(step.number()), 4) + "  ";
        boolean isObvious = step.inputs().isEmpty() || step.inputs().equals(List.of(step.number() - 1));
        String from = isObvious
                ? ""
                : " (from " + step.inputs().stream().map(String::valueOf).collect(Collectors.joining(" and ")) + ")";
        lines(number, step.what() + from);
        step.keeps().forEach(kept -> lines("        keeps  ", kept));
        step.waits().ifPresent(until -> lines("        waits  ", until));
    }

    private void latency(Latency latency) {
        lines("  ", latency.table() + ": " + latency.total());
        int wide = latency.waits().stream()
                .mapToInt(wait -> wait.span().toString().length())
                .max()
                .orElse(0);
        for (Wait wait : latency.waits()) {
            lines("    " + Text.left(wait.span().toString(), wide) + "  ", wait.why());
        }
    }

    /** What a partition does that has nothing more to say, for each policy in use. */
    private static List<String> silence(List<TableFacts> tables) {
        List<IdlePolicy> policies = tables.stream()
                .flatMap(table -> table.eventTime().stream())
                .map(EventTime::idle)
                .distinct()
                .toList();
        List<String> texts = new ArrayList<>();
        for (IdlePolicy policy : policies) {
            String after = Durations.inWords(policy.after());
            String of = policies.size() == 1
                    ? ""
                    : " of "
                            + tables.stream()
                                    .filter(table -> table.eventTime()
                                            .filter(time -> time.idle().equals(policy))
                                            .isPresent())
                                    .map(TableFacts::name)
                                    .collect(Collectors.joining(", "));
            texts.add(
                    policy.advance()
                            ? ("A silent partition%s holds results back for %s; then its watermark goes on with the "
                                            + "clock, if its last row was live (idle.advance).")
                                    .formatted(of, after)
                            : ("A silent partition%s holds results back for %s, until it is idle. When all are "
                                            + "silent, what is open waits for a later row; idle.advance: true would close it.")
                                    .formatted(of, after));
        }
        return texts;
    }

    private void settings(String title, List<ClientSetting> settings) {
        lines("  ", title);
        int wide = settings.stream()
                .mapToInt(setting -> setting.key().length() + setting.value().length())
                .max()
                .orElse(0);
        for (ClientSetting setting : settings) {
            String value = setting.key() + " " + setting.value();
            lines("    " + Text.left(value, wide + 1) + "  ", setting.why());
        }
    }

    private void lines(String lead, String text) {
        Wrapped.lines(lead, Printable.line(text), width).forEach(out::println);
    }
}
