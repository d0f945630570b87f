package io.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloodPolicyTest {

    private static final FloodPolicy HALF = new FloodPolicy(0.5, 1000, FloodPolicy.Action.PAUSE);

    @Test
    void needsBothTheShareAndTheNumber() {
        assertThat(HALF.isFlood(2000, 1001)).isTrue();
        assertThat(HALF.isFlood(2000, 1000))
                .as("exactly the share is not above it")
                .isFalse();
        assertThat(HALF.isFlood(999, 999)).as("too few to judge").isFalse();
        assertThat(HALF.isFlood(1000, 1000)).isTrue();
    }
}
