package io.millrace.testing.compare;

import static io.millrace.testing.Rows.actual;
import static io.millrace.testing.Rows.change;
import static io.millrace.testing.Rows.expected;
import static io.millrace.testing.Rows.expectedChange;
import static io.millrace.testing.Rows.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.FakeMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

    private static final List<String> COLUMNS = List.of("a", "b", "c");
    private static final List<String> NO_KEY = List.of();

    @Test
    void rowsMatchInAnyOrder() {
        // Given
        Actual actual = stream(COLUMNS, NO_KEY, actual("a", "x", "b", 1, "c", 1), actual("a", "y", "b", 2, "c", 1));

        // When
        Comparison comparison =
                Comparison.inAnyOrder(List.of(expected(1, "a", "y"), expected(2, "a", "x", "b", 1)), actual);

        // Then
        assertThat(comparison.isEqual()).isTrue();
        assertThat(comparison.pairs()).containsExactly(new Comparison.Pair(0, 1), new Comparison.Pair(1, 0));
    }

    @Test
    void aRowThatNamesLittleLeavesTheOthersTheirs() {
        // Given
        Actual actual = stream(COLUMNS, NO_KEY, actual("a", "x", "b", 1), actual("a", "x", "b", 2));

        // When
        Comparison comparison =
                Comparison.inAnyOrder(List.of(expected(1, "a", "x"), expected(2, "a", "x", "b", 1)), actual);

        // Then
        assertThat(comparison.isEqual()).isTrue();
    }

    @Test
    void equalRowsAreCounted() {
        // Given
        Actual actual = stream(COLUMNS, NO_KEY, actual("a", "x"), actual("a", "y"));

        // When
        Comparison comparison = Comparison.inAnyOrder(List.of(expected(1, "a", "x"), expected(2, "a", "x")), actual);

        // Then
        assertThat(comparison.pairs()).hasSize(1);
        assertThat(comparison.missing())
                .extracting(Comparison.Missing::expected)
                .containsExactly(1);
        assertThat(comparison.missing().get(0).closest())
                .as("no other is like it, so the one that is taken")
                .contains(0);
        assertThat(comparison.unexpected()).containsExactly(1);
    }

    @Test
    void aColumnThatIsNotThereNeverMatches() {
        // Given
        Actual actual = stream(COLUMNS, NO_KEY, actual("a", "x"));

        // When
        Comparison comparison =
                Comparison.inAnyOrder(List.of(expected(1, "a", "x", "z", new FakeMatcher("null", v -> true))), actual);

        // Then
        assertThat(comparison.isEqual()).isFalse();
    }

    @Test
    void theKeyFindsTheClosestRow() {
        // Given
        Actual actual =
                stream(COLUMNS, List.of("a"), actual("a", "y", "b", 1, "c", 1), actual("a", "x", "b", 7, "c", 8));

        // When
        Comparison comparison = Comparison.inAnyOrder(List.of(expected(1, "a", "x", "b", 1, "c", 1)), actual);

        // Then
        assertThat(comparison.missing().get(0).closest()).contains(1);
    }

    @Test
    void withoutAKeyEqualCellsFindTheClosestRow() {
        // Given
        Actual actual = stream(COLUMNS, NO_KEY, actual("a", "x", "b", 7, "c", 8), actual("a", "y", "b", 1, "c", 1));

        // When
        Comparison comparison = Comparison.inAnyOrder(List.of(expected(1, "a", "x", "b", 1, "c", 1)), actual);

        // Then
        assertThat(comparison.missing().get(0).closest()).contains(1);
    }

    @Test
    void eachMissingRowGetsAClosestRowOfItsOwn() {
        // Given
        Actual actual = stream(COLUMNS, NO_KEY, actual("a", "x", "b", 1, "c", 1), actual("a", "x", "b", 2, "c", 9));

        // When
        Comparison comparison = Comparison.inAnyOrder(
                List.of(expected(1, "a", "x", "b", 3, "c", 3), expected(2, "a", "x", "b", 1, "c", 2)), actual);

        // Then
        assertThat(comparison.missing())
                .containsExactly(new Comparison.Missing(0, Optional.of(1)), new Comparison.Missing(1, Optional.of(0)));
    }

    @Test
    void whatHasNothingInCommonIsNotClose() {
        // Given
        Actual actual = stream(COLUMNS, NO_KEY, actual("a", "x"));

        // When
        Comparison comparison = Comparison.inAnyOrder(List.of(expected(1, "a", "y")), actual);

        // Then
        assertThat(comparison.missing()).containsExactly(new Comparison.Missing(0, Optional.empty()));
    }

    @Test
    void aChangelogIsComparedInOrderWithItsKinds() {
        // Given
        Actual actual = stream(
                COLUMNS,
                List.of("a"),
                change("+I", "a", "x", "b", 1),
                change("-U", "a", "x", "b", 1),
                change("+U", "a", "x", "b", 2));

        // When
        Comparison comparison = Comparison.inOrder(
                List.of(
                        expectedChange(1, "+I", "a", "x", "b", 1),
                        expectedChange(2, "+U", "a", "x", "b", 1),
                        expectedChange(3, "+U", "a", "x")),
                actual);

        // Then
        assertThat(comparison.pairs()).containsExactly(new Comparison.Pair(0, 0), new Comparison.Pair(2, 2));
        assertThat(comparison.missing()).containsExactly(new Comparison.Missing(1, Optional.of(1)));
        assertThat(comparison.unexpected()).containsExactly(1);
    }

    @Test
    void aChangeTooManyMovesNoneOfTheOthers() {
        // Given
        Actual actual = stream(COLUMNS, NO_KEY, change("+I", "a", 1), change("+I", "a", 9), change("+I", "a", 2));

        // When
        Comparison comparison =
                Comparison.inOrder(List.of(expectedChange(1, "+I", "a", 1), expectedChange(2, "+I", "a", 2)), actual);

        // Then
        assertThat(comparison.missing()).isEmpty();
        assertThat(comparison.unexpected()).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void aChangelogKeepsAsManyRowsAsTryingThemAll(long seed) {
        // Given
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<ExpectedRow> expected = new ArrayList<>();
            List<ActualRow> rows = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                Object value = random.nextInt(4) == 0 ? FakeMatcher.ANY : (Object) random.nextInt(3);
                expected.add(expectedChange(i, "+I", "a", value, "b", random.nextInt(2)));
            }
            for (int i = random.nextInt(8); i > 0; i--) {
                rows.add(change("+I", "a", random.nextInt(3), "b", random.nextInt(2)));
            }

            // When
            Comparison comparison = Comparison.inOrder(expected, new Actual(COLUMNS, NO_KEY, rows));

            // Then
            assertThat(comparison.pairs())
                    .as("seed %s, round %s", seed, round)
                    .hasSize(most(expected, rows))
                    .extracting(Comparison.Pair::actual)
                    .isSorted();
            assertThat(comparison.pairs())
                    .allMatch(pair -> expected.get(pair.expected()).matches(rows.get(pair.actual())));
            assertThat(comparison.missing().stream().flatMap(row -> row.closest().stream()))
                    .as("seed %s, round %s", seed, round)
                    .isSorted()
                    .allMatch(comparison.unexpected()::contains);
        }
    }

    private static int most(List<ExpectedRow> expected, List<ActualRow> actual) {
        if (expected.isEmpty() || actual.isEmpty()) {
            return 0;
        }
        List<ExpectedRow> otherExpected = expected.subList(1, expected.size());
        List<ActualRow> otherActual = actual.subList(1, actual.size());
        int skipped = Math.max(most(otherExpected, actual), most(expected, otherActual));
        return expected.get(0).matches(actual.get(0))
                ? Math.max(skipped, 1 + most(otherExpected, otherActual))
                : skipped;
    }
}
