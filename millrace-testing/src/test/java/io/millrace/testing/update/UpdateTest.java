package io.millrace.testing.update;

import static io.millrace.testing.Rows.actual;
import static io.millrace.testing.Rows.change;
import static io.millrace.testing.Rows.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.MillraceException;
import io.millrace.testing.Mismatch;
import io.millrace.testing.compare.Actual;
import io.millrace.testing.compare.ActualRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateTest {

    private static final Actual NOTHING = rows();

    @Test
    void rowsThatMatchStayAsTheyAreWrittenAndCommentsWithTheirRows() {
        assertUpdate("""
                test: spend   # of all
                expect:
                    t:   # three
                        # the first
                        - {id: any,   text: "one"}   # as it is
                        # the second

                        - id: 2   # its key
                          text: two
                        - {text: gone, id: 9}   # nobody
                        # below
                    u: []
                # the end
                """, rows(row(1, "one"), row(2, "changed"), row(3, "three: new")), """
                test: spend   # of all
                expect:
                    t:   # three
                        # the first
                        - {id: any,   text: "one"}   # as it is
                        # the second

                        # its key
                        - {id: 2, text: changed}
                        - {id: 3, text: 'three: new'}
                        # below
                    u: []
                # the end
                """);
    }

    @Test
    void newRowsNameTheColumnsThatTheOthersName() {
        assertUpdate(
                "expect:\n  t:\n  - {text: one}\n",
                rows(row(1, "one"), row(2, "two")),
                "expect:\n  t:\n  - {text: one}\n  - {text: two}\n");
    }

    @Test
    void anEmptyListBecomesRowsOfAllColumns() {
        assertUpdate(
                "expect:\n  t: []  # none yet\n  u: []\n",
                rows(row(1, "one"), row(2, null)),
                "expect:\n  t:  # none yet\n    - {id: 1, text: one}\n    - {id: 2, text: null}\n  u: []\n");
    }

    @Test
    void rowsBecomeAnEmptyList() {
        assertUpdate(
                "expect:\n  t:  # why\n    # above\n    - {id: 1}\n    - {id: 2}  # two\n  u: []\n",
                NOTHING,
                "expect:\n  t: []  # why\n    # above\n  u: []\n");
    }

    @Test
    void rowsInBracketsStayThereWhileTheyAreShort() {
        assertUpdate(
                "expect: {t: [{id: 1}, {id: 2}], u: []}\n",
                rows(row(2, "two"), row(3, "x")),
                "expect: {t: [{id: 2}, {id: 3}], u: []}\n");
        assertUpdate("expect:\n  t: [{id: 1}]\n", NOTHING, "expect:\n  t: []\n");
        assertUpdate(
                "expect:\n  t: [{id: any}]\n",
                rows(Stream.iterate(1, id -> id + 1)
                        .limit(12)
                        .map(id -> row(id, "x"))
                        .toArray(ActualRow[]::new)),
                "expect:\n  t:\n    - {id: any}\n"
                        + Stream.iterate(2, id -> id + 1)
                                .limit(11)
                                .map("    - {id: %d}\n"::formatted)
                                .reduce("", String::concat));
    }

    @Test
    void bracketsOverSeveralLinesStay() {
        assertUpdate("""
                expect:
                  t: [   # all
                    # the first
                    {id: 1}, {id: 2, text: z},  # two
                    # the third
                    {id: 3}
                    # below
                  ]
                """, rows(row(1, "x"), row(3, "y"), row(4, "z")), """
                expect:
                  t: [
                    # all
                    # the first
                    {id: 1},
                    {id: 4, text: z},  # two
                    # the third
                    {id: 3}
                    # below
                  ]
                """);
    }

    @Test
    void oneRowThatIsNoListStaysWhenOthersCome() {
        assertUpdate(
                "expect:\n  t:\n    id: 1\n    text: any  # something\n  u: []\n",
                rows(row(1, "one"), row(2, "two")),
                "expect:\n  t:\n    - id: 1\n      text: any\n    - {id: 2, text: two}  # something\n  u: []\n");
        assertUpdate(
                "expect:\n  t:\n    id: 1  # one\n    text: any\n  u: []\n",
                NOTHING,
                "expect:\n  t:\n    []\n    # one\n  u: []\n");
        assertUpdate("expect:\n  t: {id: 1}\n", rows(row(2, "two")), "expect:\n  t:\n    - {id: 2}\n");
    }

    @Test
    void changesKeepTheirOrder() {
        Actual actual = new Actual(
                List.of("id", "text"),
                List.of("id"),
                List.of(
                        change("+I", "id", number(1), "text", "a"),
                        change("-U", "id", number(1), "text", "a"),
                        change("+U", "id", number(1), "text", "b"),
                        change("+I", "id", number(2), "text", "c")));
        assertUpdate("""
                expect:
                  t:
                    changelog: true
                    rows:
                      - {change: +I, id: 1}  # first
                      # last
                      - {change: +I, id: 2}
                """, actual, """
                expect:
                  t:
                    changelog: true
                    rows:
                      - {change: +I, id: 1}  # first
                      - {change: -U, id: 1}
                      - {change: +U, id: 1}
                      # last
                      - {change: +I, id: 2}
                """);
        assertUpdate(
                "expect: {t: {changelog: true}}\n",
                actual,
                "expect: {t: {changelog: true, rows: [{change: +I, id: 1, text: a}, {change: -U, id: 1, text: a},"
                        + " {change: +U, id: 1, text: b}, {change: +I, id: 2, text: c}]}}\n");
    }

    @Test
    void aColumnMayHaveTheNameOfTheKind() {
        // Given
        String text = "expect:\n  t: {changelog: true, rows: []}\n";
        Actual actual = stream(List.of("change"), List.of(), change("+I", "change", "x"));
        Mismatch mismatch = FakeReader.compare(text, 0, List.of("expect", "t"), actual);

        // When
        String updated = Update.of(text, List.of(mismatch));

        // Then
        assertThat(updated).isEqualTo("expect:\n  t: {changelog: true, rows: [{change: +I, row: {change: x}}]}\n");
    }

    @Test
    void rowsThatNobodyNamedAreAddedToWhatTheTestExpects() {
        assertAdded(
                "test: a\nexpect:\n  t: []\n\nopen: true\n",
                "test: a\nexpect:\n  t: []\n  t.late:\n    - {id: 1, text: one}\n\nopen: true\n");
        assertAdded(
                "test: a\ngiven:\n    t:\n    - {id: 1}\n",
                "test: a\ngiven:\n    t:\n    - {id: 1}\nexpect:\n    t.late:\n    - {id: 1, text: one}\n");
        assertAdded("test: a\nexpect: {t: []}", "test: a\nexpect: {t: [], t.late: [{id: 1, text: one}]}");
        assertAdded("test: a\nexpect: {}\n", "test: a\nexpect: {t.late: [{id: 1, text: one}]}\n");
        assertAdded(
                "test: a\nexpect:  # nothing\nopen: true",
                "test: a\nexpect:  # nothing\n  t.late:\n    - {id: 1, text: one}\nopen: true");
        assertAdded("{test: a}", "{test: a, expect: {t.late: [{id: 1, text: one}]}}");
    }

    @Test
    void onlyTheTestsOwnDocumentIsTouched() {
        // Given
        String text = "---\ntest: a\nexpect:\n  t: []\n---\ntest: b\nsteps:\n- expect:\n    t: []\n...\n";
        Mismatch mismatch = FakeReader.compare(text, 1, List.of("steps", "0", "expect", "t"), rows(row(1, "one")));

        // When
        String updated = Update.of(text, List.of(mismatch));

        // Then
        assertThat(updated)
                .isEqualTo("---\ntest: a\nexpect:\n  t: []\n---\ntest: b\nsteps:\n- expect:\n    t:\n"
                        + "    - {id: 1, text: one}\n...\n");
    }

    @Test
    void severalExpectationsAreUpdatedAtOnce() {
        // Given
        String text = "test: a\nexpect:\n  t: []\n  u:\n    - {id: 5}";
        List<Mismatch> mismatches = List.of(
                FakeReader.compare(text, 0, List.of("expect", "t"), rows(row(1, "one"))),
                FakeReader.compare(text, 0, List.of("expect", "u"), NOTHING),
                FakeReader.compare(text, 0, List.of("expect", "u.rejects"), rows(row(2, "two"))));

        // When
        String updated = Update.of(text, mismatches);

        // Then
        assertThat(updated)
                .isEqualTo("test: a\nexpect:\n  t:\n    - {id: 1, text: one}\n  u: []\n"
                        + "  u.rejects:\n    - {id: 2, text: two}");
    }

    @Test
    void anAnchorThatIsStillUsedIsNotRemoved() {
        // Given
        String text = "expect:\n  t:\n    - &one {id: 1}\n  u:\n    - *one\n";
        Mismatch mismatch = FakeReader.compare(text, 0, List.of("expect", "t"), rows(row(2, "x")));

        // When // Then
        assertThatThrownBy(() -> Update.of(text, List.of(mismatch)))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("the rows of 't' cannot be rewritten");
    }

    @Test
    void theFileIsWrittenAsAWhole(@TempDir Path folder) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("a.yml"), "\uFEFFexpect:\r\n  t: [] # é😀\r\n  u: []");
        Mismatch mismatch = FakeReader.compare(Files.readString(file), 0, List.of("expect", "t"), rows(row(1, "one")));

        // When
        Update.write(file, Files.readString(file), List.of(mismatch));

        // Then
        assertThat(file).hasContent("\uFEFFexpect:\r\n  t: # é😀\r\n    - {id: 1, text: one}\r\n  u: []");
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void aFileThatWasChangedMeanwhileIsLeftAlone(@TempDir Path folder) throws IOException {
        // Given
        String tested = "expect:\n  t: []\n";
        Path file = Files.writeString(folder.resolve("a.yml"), "expect:\n  t: []\n  u: []\n");
        Mismatch mismatch = FakeReader.compare(tested, 0, List.of("expect", "t"), rows(row(1, "one")));

        // When // Then
        assertThatThrownBy(() -> Update.write(file, tested, List.of(mismatch)))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("was changed while its tests ran");
        assertThat(file).hasContent("expect:\n  t: []\n  u: []\n");
    }

    private static void assertUpdate(String text, Actual actual, String wanted) {
        List<String> path = List.of("expect", "t");
        Mismatch mismatch = FakeReader.compare(text, 0, path, actual);
        String updated = Update.of(text, List.of(mismatch));
        assertThat(updated).isEqualTo(wanted);
        assertThat(FakeReader.compare(updated, 0, path, actual).comparison().isEqual())
                .isTrue();
    }

    private static void assertAdded(String text, String wanted) {
        List<String> path = List.of("expect", "t.late");
        Actual actual = rows(row(1, "one"));
        String updated = Update.of(text, List.of(FakeReader.compare(text, 0, path, actual)));
        assertThat(updated).isEqualTo(wanted);
        assertThat(FakeReader.compare(updated, 0, path, actual).comparison().isEqual())
                .isTrue();
    }

    private static Actual rows(ActualRow... rows) {
        return stream(List.of("id", "text"), List.of("id"), rows);
    }

    private static ActualRow row(int id, @Nullable String text) {
        return actual("id", number(id), "text", text);
    }

    private static BigDecimal number(int number) {
        return BigDecimal.valueOf(number);
    }
}
