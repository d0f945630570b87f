package io.millrace.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"orders", "shop.orders_v2-A", "..."})
    void takesWhatKafkaTakes(String name) {
        assertThat(TopicName.problemOf(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "ö", "a/b", "a\n"})
    void refusesWhatKafkaRefuses(String name) {
        assertThat(TopicName.problemOf(name)).isPresent();
    }

    @Test
    void countsTheCharactersOfALongName() {
        assertThat(TopicName.problemOf("x".repeat(249))).isEmpty();
        assertThat(TopicName.problemOf("x".repeat(250))).contains("has 250 characters; at most 249 are allowed");
    }

    @Test
    void takesDotsAndUnderscoresForOne() {
        assertThat(TopicName.collide("a.b", "a_b")).isTrue();
        assertThat(TopicName.collide("a.b", "a.b")).isFalse();
        assertThat(TopicName.collide("a.b", "a-b")).isFalse();
    }
}
