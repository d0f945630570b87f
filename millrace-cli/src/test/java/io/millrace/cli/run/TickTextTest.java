package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Samples;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TickTextTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void fillsEightyColumns() {
        TickText text = new TickText(80, true);

        assertThat(text.heading(after(125)))
                .isEqualTo("2:05  table              /s    in/out      rows  late rejected    watermark, UTC");
        assertThat(text.lines(tick(Samples.sensors(State.RUNNING))))
                .containsExactly(
                        "in   machine..rature  1,695    22,695    22,590    15       90  2014-02-19 15:25",
                        "out  alerts             240     1,240                        0");
    }

    @Test
    void widerTerminalsShowLongerNames() {
        assertThat(new TickText(100, true)
                        .lines(tick(Samples.sensors(State.RUNNING)))
                        .get(0))
                .startsWith("in   machine_temperature ")
                .hasSize(100);
    }

    @Test
    void wideTerminalsShowTheLagAndHowFarTheWatermarkIsBehind() {
        TickText text = new TickText(104, true);

        assertThat(text.heading(after(0))).endsWith("watermark, UTC  behind       lag");
        assertThat(text.lines(tick(Samples.sensors(State.RUNNING))).get(0))
                .endsWith("2014-02-19 15:25     11y     1,305")
                .hasSize(104);
    }

    @Test
    void severalPipelinesNameTheirTablesInFull() {
        assertThat(new TickText(80, true).lines(tick(Samples.running("spend", 5), Samples.running("b", 7))))
                .containsExactly(
                        "in   spend.orders         0         5         5     0        0                 -",
                        "in   b.orders             0         7         7     0        0                 -");
    }

    @Test
    void aFeedShowsHowFarItIsUntilItIsThrough() {
        TickText text = new TickText(80, true);

        assertThat(text.lines(tick(Samples.feeding(11_347))))
                .containsExactly("feed readings          49%  11,347 of 22,695 from machine_temperature.csv");
        assertThat(text.lines(tick(Samples.feeding(22_695)))).isEmpty();
    }

    @Test
    void rowsLostBehindTheIntakeAreShownEverySecond() {
        assertThat(new TickText(80, true).lines(tick(Samples.dropping(State.RUNNING))))
                .containsExactly("LOST  4 rows dropped behind the intake by Window[3]");
    }

    @Test
    void namesCannotSteerTheTerminal() {
        PipelineStatus evil = Samples.running("\033[2Jx", 1);

        assertThat(new TickText(80, true).lines(tick(evil, evil)).get(0)).startsWith("in   \\x1b[2Jx.orders");
    }

    @Test
    void whereNobodySitsNothingIsCut() {
        TickText text = new TickText(80, false);
        Tick tick = tick(Samples.sensors(State.RUNNING), Samples.feeding(11_347));

        assertThat(text.lines(tick))
                .contains(
                        "in   sensors.machine_temperature  1,695    22,695    22,590    15       90  2014-02-19 15:25",
                        "out  sensors.alerts                 240     1,240                        0");
        assertThat(text.heading(tick)).hasSameSizeAs(text.lines(tick).get(0));
    }

    private static Tick after(int seconds) {
        Totals none = new Totals(NOON, Map.of());
        return new Tick(Duration.ofSeconds(seconds), List.of(), List.of(), List.of(none), none);
    }

    private static Tick tick(PipelineStatus... pipelines) {
        Totals before = new Totals(
                NOON,
                Map.of(
                        new Totals.Key("sensors", Totals.Direction.IN, "machine_temperature"), 21_000L,
                        new Totals.Key("sensors", Totals.Direction.OUT, "alerts"), 1_000L));
        Totals now = Totals.of(NOON.plusSeconds(1), List.of(pipelines));
        return new Tick(Duration.ofSeconds(1), List.of(pipelines), List.of(), List.of(before), now);
    }
}
