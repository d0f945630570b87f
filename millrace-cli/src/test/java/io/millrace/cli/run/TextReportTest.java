package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Samples;
import io.millrace.cli.Screen;
import io.millrace.local.PipelineStatus.State;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {

    private final Screen screen = Screen.terminal();
    private final TextReport report = new TextReport(screen.asTerminal());

    @Test
    void theAccountSaysWhatBecameOfEveryRecordAndWhereToLook() {
        report.account(List.of(Samples.sensors(State.STOPPED)), List.of(), "127.0.0.1:9092");

        assertThat(screen.out()).isEqualTo("""

                Account of sensors, since its first run: every record accounted for

                  in machine_temperature, topic plant.temperature
                  watermark 2014-02-19 15:25 UTC
                    partition       read =       rows +       late +     rejected
                            0     12,695       12,600           15             80  OK
                            1     10,000        9,990            0             10  OK
                        total     22,695       22,590           15             90
                  rejected: 80 VALUE_TYPE, 10 DECODE_SYNTAX
                    kept in topic sensors.machine_temperature.rejects
                  late: kept in topic sensors.machine_temperature.late
                  7 records had fields that the table does not declare

                  out alerts
                  written 1,240 (12 of them deletes), rejected 0

                To look at these records, run this again and, in a second terminal:
                  kcat -Ceq -b 127.0.0.1:9092 -t sensors.machine_temperature.rejects \\
                       -f '%h %s\\n'
                """);
        assertThat(screen.outLines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void withoutRejectsThereIsNothingToDo() {
        report.account(List.of(Samples.running("orders", 3)), List.of(), "127.0.0.1:9092");

        assertThat(screen.out()).doesNotContain("kcat").contains("Account of orders");
    }

    /** Every record is accounted for, and yet all is wrong. */
    @Test
    void aTableWithoutAnyRowIsPointedAt() {
        report.account(List.of(Samples.rejectingAll("orders")), List.of(), "127.0.0.1:9092");

        assertThat(screen.out())
                .contains("    NO ROWS: no record of this topic can be a row of the table\n", "5 VALUE_TIME");
    }

    @Test
    void stoppingIsSaidOnce() {
        report.stopping();
        report.stopping();

        assertThat(screen.out()).containsOnlyOnce("Stopping");
    }

    @Test
    void startedSaysWhereEverythingIs() {
        report.progress("Kafka on 127.0.0.1:9093 (9092 was taken)");
        report.started(new Started(List.of("orders", "spend"), "127.0.0.1:9093", Path.of("d"), Path.of("d/x.log")));

        assertThat(screen.outLines())
                .containsExactly(
                        "  Kafka on 127.0.0.1:9093 (9092 was taken)",
                        "Running orders, spend. Ctrl-C stops it cleanly.",
                        "  Kafka 127.0.0.1:9093, log d/x.log");
    }

    @Test
    void warningsGoToStandardError() {
        report.warning("the clock was set back");

        assertThat(screen.err()).isEqualTo("Warning: the clock was set back\n");
        assertThat(screen.out()).isEmpty();
    }
}
