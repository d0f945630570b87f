package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.tail.TopicTail;
import io.millrace.local.ResultTimes;
import io.millrace.local.TableResults;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultTextTest {

    private static final TopicTail.Row ALERT = new TopicTail.Row("k", Optional.of("{\"level\": 99.5}"), Instant.EPOCH);

    @Test
    void showsTheNewestResultsAndHowManyCameBeforeThem() {
        // Given
        TableResults alerts = results("sensors", "alerts", new TopicTail.News(5, List.of(ALERT), List.of()));

        // When
        List<String> lines = new ResultText(80).newest(List.of(alerts));

        // Then
        assertThat(lines).containsExactly("  > alerts  4 more, then", "  > alerts  {\"level\": 99.5}");
    }

    @Test
    void showsADeleteByItsKey() {
        // Given
        TopicTail.Row gone = new TopicTail.Row("missed", Optional.empty(), Instant.EPOCH);
        TableResults scores = results("sensors", "scores", new TopicTail.News(1, List.of(gone), List.of()));

        // When
        List<String> lines = new ResultText(80).newest(List.of(scores));

        // Then
        assertThat(lines).containsExactly("  > scores  deleted missed");
    }

    @Test
    void staysWithinTheTerminalAndEscapesWhatWouldDriveIt() {
        // Given
        TopicTail.Row hostile = new TopicTail.Row(null, Optional.of("\u001b[2J" + "x".repeat(200)), Instant.EPOCH);
        TableResults alerts = results("sensors", "alerts", new TopicTail.News(1, List.of(hostile), List.of()));

        // When
        List<String> lines = new ResultText(40).newest(List.of(alerts));

        // Then
        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).hasSize(40).doesNotContain("\u001b"))
                .last()
                .satisfies(line -> assertThat(line).endsWith("…"));
    }

    @Test
    void goesOnInASecondLineBehindAWholeField() {
        // Given
        TopicTail.Row row = new TopicTail.Row(
                null, Optional.of("{\"page\":\"/about\",\"at\":\"10:00:00\",\"visits\":2}"), Instant.EPOCH);
        TableResults visits = results("site", "visits", new TopicTail.News(1, List.of(row), List.of()));

        // When
        List<String> lines = new ResultText(42).newest(List.of(visits));

        // Then
        assertThat(lines)
                .as("the count is what a user looks for")
                .containsExactly("  > visits  {\"page\":\"/about\",", "      \"at\":\"10:00:00\",\"visits\":2}");
    }

    @Test
    void showsThePresentRowsOfASmallUpsertStreamAtTheEnd() {
        // Given
        TableResults scores = results("sensors", "scores", new TopicTail.News(0, List.of(), List.of(ALERT)));

        // When
        List<String> lines = new ResultText(80).present(List.of(scores));

        // Then
        assertThat(lines).containsExactly("", "  scores is now", "    {\"level\": 99.5}");
    }

    private static TableResults results(String pipeline, String table, TopicTail.News news) {
        return new TableResults(pipeline, table, news, new ResultTimes(Set.of(), Set.of(), ZoneOffset.UTC));
    }
}
