package io.millrace.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrokerChoiceTest {

    private final BrokerChoice choice = new BrokerChoice(data -> Optional.ofNullable(Map.of(
                    Path.of("/home/orders/.millrace"), "127.0.0.1:9093",
                    Path.of("/here/.millrace"), "127.0.0.1:9094")
            .get(data)));

    @Test
    void prefersTheRunOfThisFolder() {
        assertThat(choice.near(Path.of("/here"), Path.of("/home/orders/data/orders.csv")))
                .isEqualTo("127.0.0.1:9094");
    }

    @Test
    void findsTheRunAroundTheFile() {
        assertThat(choice.near(Path.of("/elsewhere"), Path.of("/home/orders/data/orders.csv")))
                .isEqualTo("127.0.0.1:9093");
    }

    @Test
    void fallsBackOnTheUsualAddress() {
        assertThat(choice.near(Path.of("/elsewhere"), Path.of("/tmp/orders.csv")))
                .isEqualTo("127.0.0.1:9092");
    }

    @Test
    void anIdleDataDirectoryIsAnErrorThatSaysWhatToDo() {
        assertThatThrownBy(() -> choice.of(Path.of("/idle")))
                .hasMessageContaining("[MR-3001] nothing runs on the data directory '/idle'")
                .hasMessageContaining("start 'millrace run' on it");
    }
}
