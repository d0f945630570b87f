package io.millrace.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.FakeTime;
import io.millrace.cli.Screen;
import io.millrace.cli.log.Logs;
import io.millrace.cli.process.ClassArchive;
import io.millrace.cli.process.Surroundings;
import io.millrace.flink.job.PlanCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExplainCommandTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    private final FakeTime time = new FakeTime();
    private final Screen screen = Screen.pipe();

    @TempDir
    private Path folder;

    @Test
    void thePageShowsWhatTheCommandPrints() throws IOException {
        // When
        explain(EXAMPLES.resolve("spend").toString());

        // Then
        assertThat(Files.readString(Path.of("..", "docs", "explain.md")))
                .as("copy the output of 'millrace explain examples/spend' into docs/explain.md")
                .contains("```text\n" + screen.out() + "```\n");
    }

    /** Every example in one process: planning is slow only the first time. */
    @Test
    void everyExampleIsExplained() {
        // When
        int exitCode = explain(EXAMPLES.toString());

        // Then
        assertThat(screen.err()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(screen.outLines())
                .as(
                        "of sessions, top, enrich, shop/fraud, shop/payments, sensors, pizza, enrich-on-arrival, fraud-java")
                .contains(
                        "   2  window total per user_id, sessions with gaps of 30m: MIN(clicked_at),",
                        "  sessions: 30m 30s or more",
                        "   3  first 10 by units DESC, product ASC, in each window, 1h tumbling",
                        "        waits  until the window closes, with the step before",
                        "   4  left join on customer_id, with the version of the right side at the left",
                        "   3  pattern per card_id, within 1m, of payment",
                        "        keeps  the rows of begun patterns, for 1m",
                        "  fraud_alerts: 0 to 1ms",
                        "   3  WithCustomer (from 1 and 2)",
                        "        keeps  what WithCustomer wants to keep",
                        "  11  rows for FraudAlerts, in Java (from 1)",
                        "        waits  a row without a partner: until none can come any more, 2m",
                        "  alerts: 5m to 1h 5m 1s",
                        "   5  union (from 3 and 4)")
                .allMatch(line -> line.length() <= 80, "fits into 80 columns")
                .noneMatch(line -> line.contains("FraudAlerts/"), "sinks of the plan that are no tables")
                .noneMatch(line -> line.matches(".*\\w\\$\\w.*"), "names that the planner invents");
    }

    @Test
    void flinksOwnPlanIsThereForWhoAsks() {
        // When
        explain("--plan", EXAMPLES.resolve("spend").toString());

        // Then
        assertThat(screen.outLines()).contains("Flink's plan").anyMatch(line -> line.contains("GroupAggregate("));
    }

    @Test
    void programsGetOneObjectForEach() {
        // When
        int exitCode = explain("--json", EXAMPLES.resolve("spend").toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(screen.outLines()).allMatch(line -> line.startsWith("{\"type\":\""));
        assertThat(screen.out())
                .contains(
                        "\"table\":\"orders\",\"isRead\":true,\"isWritten\":false,\"topic\":\"orders\"",
                        "\"watermarkBoundMs\":30000,\"latenessMs\":0,\"idleAfterMs\":5000,\"idleAdvance\":false",
                        "\"inputs\":[1],\"keeps\":[\"the aggregates of each customer_id in each open window",
                        "\"leastMs\":30000,\"mostMs\":3631065",
                        "\"of\":\"producer\",\"key\":\"acks\",\"value\":\"all\"");
    }

    @Test
    void aPipelineWithProblemsIsNotExplained() throws IOException {
        // Given
        Files.writeString(folder.resolve("pipeline.sql"), "CREATE TABLE a (n INT);\nINSERT INTO a SELECT m FROM a;\n");

        // When
        int exitCode = explain(folder.toString());

        // Then
        assertThat(exitCode).isEqualTo(3);
        assertThat(screen.err()).contains("[MR-1005]");
        assertThat(screen.outLines()).isEqualTo(List.of());
    }

    private int explain(String... words) {
        Surroundings surroundings = new Surroundings(
                screen.asTerminal(), time, new Logs(), (first, second) -> time, new ClassArchive(Optional.empty()));
        return new CommandLine(new ExplainCommand(surroundings, PlanCache.none())).execute(words);
    }
}
