package io.millrace.cluster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void takesTheInnermostCauseOfATrace() {
        assertThat(FailureText.of("""
                org.apache.flink.runtime.JobException: Recovery is suppressed
                	at org.apache.flink.Some.method(Some.java:1)
                Caused by: java.io.IOException: cannot look up transaction
                	... 3 more
                Caused by: org.apache.kafka.common.errors.TimeoutException: 60000ms has passed
                """)).isEqualTo("60000ms has passed");
    }

    @Test
    void prefersOurOwnWords() {
        assertThat(FailureText.of("""
                org.apache.flink.util.FlinkException: Global failure
                Caused by: io.millrace.core.error.MillraceException: [MR-2004] results for topic "a" are lost
                  Fix: start it with --fresh
                Caused by: org.apache.kafka.common.errors.ProducerFencedException: fenced
                """)).isEqualTo("[MR-2004] results for topic \"a\" are lost");
    }

    @Test
    void namesACauseThatSaysNothing() {
        assertThat(FailureText.of(
                        "java.lang.RuntimeException: outer\nCaused by: java.lang.NullPointerException\n\tat x"))
                .isEqualTo("NullPointerException");
    }
}
