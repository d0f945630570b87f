package io.millrace.kafka.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class TopicTailTest {

    /** A consumer without partitions may not be polled. */
    @Test
    void followsNothingWhereAPipelineWritesNoTopic() {
        // When
        try (TopicTail tail = TopicTail.start("127.0.0.1:1", Map.of(), InstantSource.system())) {
            // Then
            assertThat(tail.news("orders").count()).isZero();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("tail");
        }
    }
}
