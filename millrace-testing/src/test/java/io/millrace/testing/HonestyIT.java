package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.script.TestScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests of each example notice what is wrong with its SQL or its Java. */
class HonestyIT {

    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final String FRAUD_ALERTS = "java/FraudAlerts.java";
    private static final String WITH_CUSTOMER = "java/WithCustomer.java";
    private static final TestSession SESSION = new TestSession();

    @TempDir
    private Path copy;

    /**
     * A mistake that somebody could make.
     *
     * @param file the script, or a file in {@code java/}
     * @param from what it says, at least once
     * @param to what stands there instead, everywhere
     */
    private record Fault(String example, String file, String from, String to) {

        private Fault(String example, String from, String to) {
            this(example, "pipeline.sql", from, to);
        }

        @Override
        public String toString() {
            return example + ": " + from + " -> " + to;
        }
    }

    static List<Fault> faults() {
        return List.of(
                new Fault("spend", "INTERVAL '1' HOUR", "INTERVAL '2' HOUR"),
                new Fault("spend", "> 1000", ">= 1000"),
                new Fault("spend", "INTERVAL '30' SECOND", "INTERVAL '20' SECOND"),
                new Fault("spend", "COUNT(*)", "COUNT(DISTINCT status)"),
                new Fault("sensors", "- INTERVAL '5' MINUTE", "- INTERVAL '15' MINUTE"),
                new Fault("sensors", "> width", "< width"),
                new Fault("sensors", "first_alert <= ends", "first_alert >= ends"),
                new Fault("sensors", "'5:59' HOUR TO MINUTE", "'0:04' HOUR TO MINUTE"),
                new Fault("shop/fraud", "> 100", ">= 100"),
                new Fault("shop/fraud", "payment{3}", "payment{2}"),
                new Fault("shop/fraud", "WITHIN INTERVAL '60' SECOND", "WITHIN INTERVAL '90' SECOND"),
                new Fault("shop/fraud", "PAST LAST ROW", "TO NEXT ROW"),
                new Fault("shop/fraud", "SUM(payment.amount)", "MAX(payment.amount)"),
                new Fault("shop/fraud", "- INTERVAL '1' SECOND", "- INTERVAL '3' SECOND"),
                new Fault("shop/fraud", ", 'order' = 'key'", ""),
                new Fault("shop/spend", "WHERE status <> 'cancelled'", ""),
                new Fault("shop/spend", "INTERVAL '1' HOUR", "INTERVAL '30' MINUTE"),
                new Fault("shop/spend", "LEFT JOIN", "JOIN"),
                new Fault("shop/spend", "- INTERVAL '5' SECOND", "- INTERVAL '10' SECOND"),
                new Fault("shop/payments", "INTERVAL '2' MINUTE", "INTERVAL '3' MINUTE"),
                new Fault("shop/payments", "LEFT JOIN", "JOIN"),
                new Fault("shop/payments", "p.order_id = o.order_id AND", ""),
                new Fault("shop/payments", "- INTERVAL '5' SECOND", "- INTERVAL '10' SECOND"),
                new Fault("shop/clicks", "INTERVAL '1' MINUTE", "INTERVAL '2' MINUTE"),
                new Fault("shop/clicks", "COUNT(DISTINCT session_id)", "COUNT(session_id)"),
                new Fault("shop/clicks", "- INTERVAL '5' SECOND", "- INTERVAL '10' SECOND"),
                new Fault("sessions", "INTERVAL '30' MINUTE)", "INTERVAL '30:01' MINUTE TO SECOND)"),
                new Fault("sessions", "INTERVAL '30' MINUTE PRECEDING", "INTERVAL '10' MINUTE PRECEDING"),
                new Fault("sessions", "AND is_open", ""),
                new Fault("moving-average", "CAST(`value` AS DOUBLE)", "`value`"),
                new Fault("moving-average", "HAVING COUNT(*) = 48", ""),
                new Fault("moving-average", "LAG(average, 24)", "LAG(average, 23)"),
                new Fault("enrich", "LEFT JOIN", "JOIN"),
                new Fault("enrich", "changed_at - INTERVAL '10' SECOND", "changed_at - INTERVAL '20' SECOND"),
                new Fault("enrich", "ordered_at - INTERVAL '10' SECOND", "ordered_at - INTERVAL '20' SECOND"),
                new Fault("enrich-on-arrival", WITH_CUSTOMER, "known.tier = isGone", "String tier = isGone"),
                new Fault("enrich-on-arrival", WITH_CUSTOMER, "orders.getField(\"amount\")", "null"),
                new Fault("fraud-java", FRAUD_ALERTS, ".compareTo(LARGE) > 0", ".compareTo(LARGE) >= 0"),
                new Fault("fraud-java", FRAUD_ALERTS, "skipPastLastEvent", "noSkip"),
                new Fault("fraud-java", FRAUD_ALERTS, ".times(3)", ".times(2)"),
                new Fault("fraud-java", FRAUD_ALERTS, "ofSeconds(60)", "ofSeconds(61)"),
                new Fault("fraud-java", FRAUD_ALERTS, "keyBy(Payment::cardId)", "keyBy(payment -> payment.cardId())"),
                new Fault("fraud-java", ", 'order' = 'key'", ""),
                new Fault("fraud-java", "finders = 2", "finders = 1"),
                new Fault("pizza", "GROUP BY store, order_id", "GROUP BY store, order_id, completed"),
                new Fault("pizza", "MAX(completed) = 1 AND MAX(cancelled) = 1", "COUNT(*) > 2"),
                new Fault("pizza", "WHEN MAX(ordered) = 0 THEN 'never ordered'", ""),
                new Fault("dedup", "PARTITION BY event_id ", "PARTITION BY event_id, attempt "),
                new Fault("dedup", "INTERVAL '1' HOUR", "INTERVAL '1' DAY"),
                new Fault("dedup", "- INTERVAL '10' SECOND", "- INTERVAL '1' SECOND"),
                new Fault("top", "<= 10", "< 10"),
                new Fault("top", "units DESC, product", "units DESC, product DESC"),
                new Fault("top", "SUM(CAST(quantity AS BIGINT))", "COUNT(*)"),
                new Fault("payments", "INTERVAL '15' MINUTE", "INTERVAL '15:00.001' MINUTE TO SECOND"),
                new Fault("payments", "FULL OUTER", "LEFT"),
                new Fault("payments", "FULL OUTER", "RIGHT"),
                new Fault("payments", "BETWEEN o.ordered_at AND", "BETWEEN o.ordered_at - INTERVAL '1' MINUTE AND"),
                new Fault("payments", "p.order_id = o.order_id AND", ""),
                new Fault("payments", "WHEN p.amount <> o.amount THEN 'another amount'", ""),
                new Fault("payments", "paid_at - INTERVAL '30' SECOND", "paid_at - INTERVAL '20' SECOND"),
                new Fault("rate-limit", "> 8", ">= 8"),
                new Fault("rate-limit", "PARTITION BY session_id ", ""),
                new Fault("rate-limit", "INTERVAL '1' MINUTE PRECEDING", "INTERVAL '59' SECOND PRECEDING"));
    }

    @AfterAll
    static void end() {
        SESSION.close();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultMakesATestFail(Fault fault) throws IOException {
        // Given
        Path example = EXAMPLES.resolve(fault.example());
        copy(example.resolve("tests"), copy.resolve("tests"));
        copy(example.resolve("millrace.yml"), copy.resolve("millrace.yml"));
        copy(example.resolve("pipeline.sql"), copy.resolve("pipeline.sql"));
        if (Files.exists(example.resolve("java"))) {
            copy(example.resolve("java"), copy.resolve("java"));
        }
        Path file = copy.resolve(fault.file());
        String text = Files.readString(file);
        assertThat(text).contains(fault.from());
        Files.writeString(file, text.replace(fault.from(), fault.to()));
        if (Files.exists(example.resolve("data"))) {
            Files.createSymbolicLink(
                    copy.resolve("data"), example.resolve("data").toAbsolutePath());
        }

        // When
        TestResult.Outcome noticed = firstThatNotices(copy);

        // Then
        assertThat(noticed)
                .as("a fault that makes the pipeline impossible proves nothing")
                .isInstanceOf(TestResult.Failed.class);
    }

    private static TestResult.Outcome firstThatNotices(Path pipeline) {
        TestResult.Outcome outcome = new TestResult.Passed();
        for (TestScript test : TestSuite.load(List.of(pipeline), name -> true).tests()) {
            outcome = SESSION.run(pipeline, test).outcome();
            if (!(outcome instanceof TestResult.Passed)) {
                return outcome;
            }
        }
        return outcome;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
