package io.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {

    @Test
    void measuresWhatATerminalShows() {
        assertThat(Columns.of("orders")).isEqualTo(6);
        assertThat(Columns.of("注文")).isEqualTo(4);
        assertThat(Columns.of("e\u0301")).as("an accent of its own").isEqualTo(1);
        assertThat(Columns.of("🎯")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "orders, 6, orders, orders, orders",
        "machine, 5, mach…, …hine, ma…ne",
        "machine, 1, …, …, …",
        "machine, 0, '', '', ''",
        "注文注文, 5, 注文…, …注文, 注…文",
        "注文注文, 4, 注…, …文, 注…",
    })
    void cutsToFit(String text, int width, String start, String end, String ends) {
        assertThat(Columns.start(text, width)).isEqualTo(start);
        assertThat(Columns.end(text, width)).isEqualTo(end);
        assertThat(Columns.ends(text, width)).isEqualTo(ends);
    }
}
