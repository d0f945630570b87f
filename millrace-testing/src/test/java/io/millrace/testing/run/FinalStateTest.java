package io.millrace.testing.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FinalStateTest {

    private static Map<String, @Nullable Object> row(@Nullable Object id, @Nullable Object value) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("value", value);
        return row;
    }

    @Test
    void aLaterRowReplacesTheOneOfItsKey() {
        // Given
        FinalState state = new FinalState(List.of("id"));

        // When
        state.apply(RowKind.INSERT, row(new byte[] {1}, "a"));
        state.apply(RowKind.INSERT, row(new byte[] {2}, "b"));
        state.apply(RowKind.UPDATE_AFTER, row(new byte[] {1}, "c"));
        state.apply(RowKind.DELETE, row(new byte[] {2}, null));

        // Then
        assertThat(state.rows()).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("value", "c"));
    }

    @Test
    void withoutAKeyEqualRowsAddUpAndAreTakenBackOneByOne() {
        // Given
        FinalState state = new FinalState(List.of());

        // When
        state.apply(RowKind.INSERT, row("1", "a"));
        state.apply(RowKind.INSERT, row("2", "b"));
        state.apply(RowKind.INSERT, row("1", "a"));
        state.apply(RowKind.UPDATE_BEFORE, row("1", "a"));
        state.apply(RowKind.UPDATE_AFTER, row("1", null));

        // Then
        assertThat(state.rows()).containsExactly(row("1", "a"), row("2", "b"), row("1", null));
    }
}
