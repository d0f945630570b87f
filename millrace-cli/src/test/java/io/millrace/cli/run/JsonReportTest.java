package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.FakeTime;
import io.millrace.cli.Samples;
import io.millrace.cli.Screen;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import io.millrace.kafka.tail.TopicTail;
import io.millrace.local.PipelineStatus.State;
import io.millrace.local.ResultTimes;
import io.millrace.local.TableResults;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonReportTest {

    private static final String AT = "\"time\":\"2026-01-01T00:00:00Z\"";

    private final FakeTime time = new FakeTime();
    private final Screen screen = Screen.pipe();
    private final JsonReport report = new JsonReport(screen.asTerminal().out(), time);

    @Test
    void started() {
        report.progress("Kafka on 127.0.0.1:9092");
        report.started(new Started(List.of("orders"), "127.0.0.1:9092", Path.of("/d"), Path.of("/d/x.log")));

        assertThat(screen.out())
                .isEqualTo("{\"type\":\"started\"," + AT + ",\"pipelines\":[\"orders\"],"
                        + "\"bootstrapServers\":\"127.0.0.1:9092\",\"data\":\"/d\",\"log\":\"/d/x.log\"}\n");
    }

    @Test
    void tickIsOneObjectAPipeline() {
        Totals now = new Totals(time.instant(), Map.of());
        report.tick(new Tick(
                Duration.ZERO,
                List.of(Samples.feeding(5), Samples.running("orders", 7)),
                List.of(),
                List.of(now),
                now));

        assertThat(screen.outLines())
                .containsExactly(
                        "{\"type\":\"tick\"," + AT + ",\"pipeline\":\"sensors\",\"state\":\"RUNNING\","
                                + "\"droppedBehindIntake\":{},\"inputs\":[],\"outputs\":[],\"feeds\":[{\"table\":"
                                + "\"readings\",\"file\":\"/somewhere/data/machine_temperature.csv\",\"fed\":5,"
                                + "\"total\":22695}]}",
                        "{\"type\":\"tick\"," + AT + ",\"pipeline\":\"orders\",\"state\":\"RUNNING\","
                                + "\"droppedBehindIntake\":{},\"inputs\":[{\"table\":\"orders\",\"topic\":\"orders\","
                                + "\"read\":7,\"rows\":7,\"late\":0,\"rejected\":0,\"watermark\":null,"
                                + "\"watermarkBehindMs\":null,\"lag\":null,"
                                + "\"perSecond\":0}],\"outputs\":[],\"feeds\":[]}");
    }

    @Test
    void resultsSayHowLongTheyTook() {
        TopicTail.Row late = new TopicTail.Row(
                "k", Optional.of("{\"at\":\"2025-12-31T23:59:59.000Z\"}"), Instant.parse("2026-01-01T00:00:00.040Z"));
        TopicTail.Row untimed = new TopicTail.Row(null, Optional.of("{}"), Instant.EPOCH);
        TableResults alerts = new TableResults(
                "spend",
                "alerts",
                new TopicTail.News(2, List.of(late, untimed), List.of()),
                new ResultTimes(Set.of("at"), Set.of(), ZoneOffset.UTC));
        Totals now = new Totals(time.instant(), Map.of());

        report.tick(new Tick(Duration.ZERO, List.of(), List.of(alerts), List.of(now), now));

        assertThat(screen.out())
                .isEqualTo("{\"type\":\"results\"," + AT + ",\"pipeline\":\"spend\",\"table\":\"alerts\",\"count\":2,"
                        + "\"newest\":[{\"key\":\"k\",\"value\":\"{\\\"at\\\":\\\"2025-12-31T23:59:59.000Z\\\"}\","
                        + "\"sinceEventMs\":1040},{\"key\":null,\"value\":\"{}\",\"sinceEventMs\":null}]}\n");
    }

    @Test
    void accountHasEveryPartition() {
        report.account(List.of(Samples.sensors(State.STOPPED)), List.of(), "127.0.0.1:9092");

        assertThat(screen.out())
                .startsWith("{\"type\":\"account\"," + AT + ",\"pipeline\":\"sensors\",\"state\":\"STOPPED\",")
                .contains("\"balanced\":true,\"inputs\":[{\"table\":\"machine_temperature\"")
                .contains("\"watermark\":\"2014-02-19T15:25:00Z\",\"watermarkBehindMs\":374402100000,\"lag\":1305,")
                .contains("\"rejectsTopic\":\"sensors.machine_temperature.rejects\"")
                .contains("{\"partition\":1,\"read\":10000,\"rows\":9990,\"late\":0,\"rejected\":10,"
                        + "\"extraFields\":7,\"balanced\":true,\"reasons\":{\"DECODE_SYNTAX\":10}}")
                .contains("\"written\":1240,\"deleted\":12,\"rejected\":0");
    }

    @Test
    void problemKeepsItsPlaceAndSurvivesAnyTerminal() {
        SourceLocation place = new SourceLocation("a.sql", 3, 5, "SELECT");
        report.failed("orders", Problem.at(place, ErrorCode.SQL_INVALID, "odd \033[31m \u009b\u00fc", "mend it"));

        assertThat(screen.out())
                .isEqualTo("{\"type\":\"problem\"," + AT + ",\"code\":\"MR-1005\",\"fault\":\"FILES\","
                        + "\"pipeline\":\"orders\",\"file\":\"a.sql\",\"line\":3,\"column\":5,"
                        + "\"message\":\"odd \\u001B[31m \\u009B\\u00FC\",\"remedy\":\"mend it\"}\n");
    }

    @Test
    void warning() {
        report.warning("careful");

        assertThat(screen.out()).isEqualTo("{\"type\":\"warning\"," + AT + ",\"message\":\"careful\"}\n");
    }
}
