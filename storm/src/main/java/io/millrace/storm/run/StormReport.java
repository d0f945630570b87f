package io.millrace.storm.run;

import io.millrace.storm.check.MultisetCheck.Delivery;
import io.millrace.storm.check.Violation;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A result in Markdown, which is also how a terminal shows it. */
final class StormReport {

    private static final int SHOWN = 20;
    private static final int SHOWN_OF_A_KIND = 5;

    private final StormResult result;

    StormReport(StormResult result) {
        this.result = result;
    }

    static String text(Delivery delivery) {
        return delivery.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }

    /** What goes into a file, with the day and the machine. */
    String document(LocalDate day) {
        return """
                # Storm %d, %s

                `%s`, %s, %d processors. Recovery is the longest time that any partition was without new results, from a fault's beginning until results flowed again in all of them; so it holds the fault itself. Of a killed `millrace run` it is the time from its restart to new results.

                %s
                ## One by one

                %s""".formatted(
                        result.seed(),
                        text(result.delivery()),
                        result.command(),
                        day,
                        Runtime.getRuntime().availableProcessors(),
                        summary(),
                        oneByOne());
    }

    /** Figures, recovery by kind, and what is wrong. */
    String summary() {
        StringBuilder text = new StringBuilder();
        text.append("| | |\n| --- | --- |\n");
        row(text, "verdict", result.verdict());
        row(text, "faults", result.faults().size());
        row(text, "time", Math.round(result.took().toSeconds() / 60.0) + " min");
        row(text, "records sent and committed", result.events());
        row(
                text,
                "handled",
                "%d results + %d late + %d rejects".formatted(result.results(), result.late(), result.rejects()));
        row(text, "transfers", "%d, summed up at %d moments".formatted(result.transfers(), result.moments()));
        for (Violation.Kind kind : Violation.Kind.values()) {
            row(text, kind.name().toLowerCase(Locale.ROOT), result.count(kind));
        }
        row(text, "stalls", result.stalls().size());
        row(text, "longest wait for the processor", result.starved() + " ms");
        row(
                text,
                "held by Flink after half of the faults",
                result.before().map(Vitals::toString).orElse("-"));
        row(text, "and in the end", result.after().map(Vitals::toString).orElse("-"));
        text.append("\n| fault | times | recovery, median | worst |\n| --- | --- | --- | --- |\n");
        recoveries()
                .forEach((kind, times) -> text.append("| %s | %d | %s | %s |%n"
                        .formatted(kind, times.size(), seconds(median(times)), seconds(times.get(times.size() - 1)))));
        wrong().forEach(line -> text.append("\n- ").append(line));
        return text.append('\n').toString();
    }

    private static void row(StringBuilder text, String name, Object value) {
        text.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }

    private Map<String, List<Duration>> recoveries() {
        Map<String, List<Duration>> times = new TreeMap<>();
        result.faults().forEach(struck -> struck.recovery()
                .ifPresent(time -> times.computeIfAbsent(struck.fault().text(), kind -> new ArrayList<>())
                        .add(time)));
        times.values().forEach(Collections::sort);
        return times;
    }

    /** The upper one of two. */
    private static Duration median(List<Duration> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private List<String> wrong() {
        List<String> lines = new ArrayList<>();
        result.stalls().stream().limit(SHOWN).forEach(stall -> lines.add("STALLED " + stall));
        for (Violation.Kind kind : Violation.Kind.values()) {
            result.violations().stream()
                    .filter(violation -> violation.kind() == kind)
                    .limit(SHOWN_OF_A_KIND)
                    .forEach(violation -> lines.add(kind + " " + violation.what()));
        }
        lines.addAll(result.scenes());
        return lines;
    }

    private String oneByOne() {
        StringBuilder text = new StringBuilder("| | fault | recovery |\n| --- | --- | --- |\n");
        for (int each = 0; each < result.faults().size(); each++) {
            Struck struck = result.faults().get(each);
            text.append("| %d | %s | %s |%n".formatted(each + 1, struck.what(), struck.recoveryText()));
        }
        return text.toString();
    }
}
