package io.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0ms",
        "PT0.038S, 38ms",
        "PT1.049S, 1.04s",
        "PT12.35S, 12.3s",
        "PT119.999S, 119.9s",
        "PT2M, 2m",
        "PT119M59S, 119m",
        "PT2H, 2h",
        "PT47H59M, 47h",
        "P2D, 2d",
        "P729D, 729d",
        "P4400D, 12y",
        "PT-3.5S, -3.50s",
    })
    void areAsExactAsTheyNeed(Duration span, String shown) {
        assertThat(Spans.of(span)).isEqualTo(shown);
    }

    @Test
    void aClockCountsUp() {
        assertThat(Spans.clock(Duration.ofSeconds(42))).isEqualTo("0:42");
        assertThat(Spans.clock(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
    }
}
