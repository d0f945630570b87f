package io.millrace.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicIdsTest {

    @Test
    void aTopicThatWasMadeAgainIsAnotherOne() {
        // Given
        TopicIds before = new TopicIds(Map.of("same", "1", "gone", "2", "again", "3"));
        TopicIds then = new TopicIds(Map.of("same", "1", "again", "4", "new", "5"));

        // When
        var gone = before.goneIn(then);

        // Then
        assertThat(gone).containsExactly("again", "gone");
    }
}
