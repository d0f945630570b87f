package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Samples;
import io.millrace.cli.terminal.Columns;
import io.millrace.cli.terminal.Style;
import io.millrace.core.account.InputAccount;
import io.millrace.core.account.OutputAccount;
import io.millrace.core.account.PartitionAccount;
import io.millrace.core.account.PipelineAccount;
import io.millrace.core.reject.RejectReason;
import io.millrace.kafka.tail.TopicTail;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.FeedStatus;
import io.millrace.local.PipelineStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewLayoutTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Started STARTED = new Started(
            List.of("fraud"),
            "127.0.0.1:9092",
            Path.of("/data"),
            Path.of("/home/ada/shop/.millrace/logs/millrace.log"));

    @Test
    void fitsAClassicTerminal() {
        assertThat(picture(fraud(), 80, 24)).isEqualTo("""
                 Millrace  1:02   ● fraud RUNNING                           Ctrl-C stops cleanly
                 Kafka 127.0.0.1:9092   log /home/ada/shop/.millrace/logs/millrace.log

                                            /s     total  late rejected    lag  watermark behind
                 in   payments          20,194 1,204,388     8       80 48,113   11:59:58  1.24s
                 in   cards                  0         0     0        0      -          -      -
                 out  fraud_alerts           6       912              0
                 out  spend_pe…and_hour      0    20,401              0
                 feed payments           ━━━━━━━━━━━━━━━·········  62%  1,252,501 of 2,000,000 …

                 results      since event
                 fraud_alerts      +1.04s  {"card_id":"card-0000","amount":1250.50,"payments":3}
                                   +840ms  {"card_id":"card-0001","amount":1250.50,"payments":3}
                                   +640ms  {"card_id":"card-0002","amount":1250.50,"payments":3}
                                   +440ms  {"card_id":"card-0003","amount":1250.50,"payments":3}
                                   +240ms  {"card_id":"card-0004","amount":1250.50,"payments":3}
                 spend_pe…nd_hour    +60m  {"card_id":"card-0001","window_start":"2026-01-01T11…
                                           deleted card-0002



                 messages
                 0:03    Warning: port 9092 was taken
                 0:31    80 rejected, 70 as VALUE_TYPE, in topic fraud.payments.rejects
                """);
    }

    @Test
    void usesTheRoomOfAWideOne() {
        assertThat(picture(fraud(), 160, 50)).isEqualTo("""
                 Millrace  1:02   ● fraud RUNNING                                                                                                           Ctrl-C stops cleanly
                 Kafka 127.0.0.1:9092   log /home/ada/shop/.millrace/logs/millrace.log

                                                     /s         total      late    rejected        lag            watermark   behind
                 in   payments                   20,194     1,204,388         8          80     48,113  2026-01-01 11:59:58    1.24s
                 in   cards                           0             0         0           0          -                    -        -
                 out  fraud_alerts                    6           912                     0
                 out  spend_per_card_and_hour         0        20,401                     0
                 feed payments                 ━━━━━━━━━━━━━━━·········  62%  1,252,501 of 2,000,000 from payments.jsonl

                 results             since event
                 fraud_alerts             +1.04s  {"card_id":"card-0000","amount":1250.50,"payments":3}
                                          +840ms  {"card_id":"card-0001","amount":1250.50,"payments":3}
                                          +640ms  {"card_id":"card-0002","amount":1250.50,"payments":3}
                                          +440ms  {"card_id":"card-0003","amount":1250.50,"payments":3}
                                          +240ms  {"card_id":"card-0004","amount":1250.50,"payments":3}
                 spend_per_card_and_hour    +60m  {"card_id":"card-0001","window_start":"2026-01-01T11:00:00.000"}
                                                  deleted card-0002





























                 messages
                 0:03    Warning: port 9092 was taken
                 0:31    80 rejected, 70 as VALUE_TYPE, in topic fraud.payments.rejects
                """);
    }

    @Test
    void aNarrowOneShowsTheMostImportantColumns() {
        assertThat(picture(fraud(), 40, 14)).isEqualTo("""
                 Millrace  1:02   ● fraud RUNNING
                 Kafka 127.0.0.1:9092   log …illrace.log
                                   /s     total rejected
                 in   payments 20,194 1,204,388       80
                 in   cards         0         0        0
                 out  frau…rts      6       912        0
                 out  spen…our      0    20,401        0
                 feed payments    62%  1,252,501 of 2,0…
                 results  since event
                 frau…rts  +240ms  {"card_id":"card-000…
                 spen…our          deleted card-0002
                 messages
                 … 3 more lines, told at the end
                 0:03    Warning: port 9092 was taken
                """);
    }

    @Test
    void manyTablesAreCutAndStatesAndMessagesStay() {
        assertThat(picture(busy(), 80, 16)).isEqualTo("""
                 Millrace  1:02:00   ● spend FAILED MR-2001        stopping; Ctrl-C ends at once
                                     ● pipeline-0 RUNNING   ● pipeline-1 RUNNING   … 10 more
                 Kafka 127.0.0.1:9092   log /home/ada/shop/.millrace/logs/millrace.log

                                             /s     total  late rejected    lag behind
                 in   pipeline-0.orders       0         0     0        0      -      -
                 in   pipeline-1.orders       0     1,000     0        0      -      -
                 in   pipeline-2.orders       0     2,000     0        0      -      -
                 in   pipeline-3.orders       0     3,000     0        0      -      -
                 in   pipeline-4.orders       0     4,000     0        0      -      -
                 … 7 more tables

                 messages
                 0:09    Pipeline spend failed:
                         [MR-2001] division by zero
                           Fix: correct the query (docs/errors/MR-2001.md)
                """);
    }

    @Test
    void wideCharactersAndHostileDataKeepTheirColumns() {
        assertThat(picture(foreign(), 60, 16)).isEqualTo("""
                 Millrace  0:00   ● 店 STARTING         Ctrl-C stops cleanly
                 Kafka 127.0.0.1:9092   log …hop/.millrace/logs/millrace.log

                                   /s     total  late rejected    lag behind
                 in   注文…い       0         0     0        0      0      -
                 out  evil…[2J      0         1              0

                 results  since event
                 evil\\x1b[2J    +5ms  {"お客様":"山田太郎山田太郎山田太郎山…
                                +0ms  \\x1b]0;title\\x07\\x1b[31m\\x0d\\x0ared\\x…


                 messages
                 0:00    警告\\x1b[2J: 長い文長い文長い文長い文長い文長い文長
                           い文長い文長い文長い文長い文長い文長い文長い文長
                           い文長い文長い文長い文長い文長い文
                """);
    }

    @ParameterizedTest
    @CsvSource({"40, 4", "40, 10", "61, 17", "80, 24", "133, 7", "160, 50", "300, 100", "10, 3", "1, 1"})
    void noLineIsLongerAndNoPictureHigherThanTheScreen(int width, int height) {
        for (View view : List.of(fraud(), busy(), foreign())) {
            List<AttributedString> lines = ViewLayout.lines(view, width, height);

            assertThat(lines).hasSizeLessThanOrEqualTo(height);
            assertThat(lines).allSatisfy(line -> assertThat(Columns.of(line.toString()))
                    .as("'%s'", line)
                    .isLessThanOrEqualTo(width));
        }
    }

    @Test
    void whatIsPrintedBesidesGivesWayToWhatMustBeKnown() {
        List<Message> messages = new ArrayList<>(fraud().messages());
        IntStream.range(0, 9)
                .mapToObj(line -> new Message(Duration.ofSeconds(40), Style.PLAIN, "printed " + line))
                .forEach(messages::add);
        View view = new View(STARTED, fraud().tick(), fraud().results(), messages, false);

        assertThat(picture(view, 80, 24)).endsWith("""
                 messages
                 … 8 more lines, told at the end
                 0:03    Warning: port 9092 was taken
                 0:40    printed 7
                 0:40    printed 8
                """);
    }

    @Test
    void aResultOfEachTableComesBeforeWhatFiguresTellAsWell() {
        // Given
        List<PipelineStatus> shop = IntStream.range(0, 5)
                .mapToObj(number -> Samples.running("pipeline-" + number, 1000L * number))
                .toList();
        List<Message> rejects = IntStream.range(0, 5)
                .mapToObj(number -> new Message(Duration.ofSeconds(4), Style.QUIET, "80 rejected, in topic " + number))
                .toList();
        View view = new View(
                STARTED,
                tick(Duration.ofSeconds(62), shop.toArray(PipelineStatus[]::new)),
                fraud().results(),
                rejects,
                false);

        // When
        String small = picture(view, 80, 12);
        String larger = picture(view, 80, 24);

        // Then
        assertThat(small).contains("fraud.fr…_alerts", "fraud.sp…nd_hour").doesNotContain("messages");
        assertThat(larger).contains("fraud.fr…_alerts", "fraud.sp…nd_hour", "80 rejected, in topic 4");
    }

    @Test
    void aFailedStateIsRed() {
        AttributedString states = ViewLayout.lines(busy(), 80, 24).get(0);

        int failed = states.toString().indexOf("FAILED");
        assertThat(states.styleAt(failed)).isEqualTo(AttributedStyle.DEFAULT.foreground(AttributedStyle.RED));
    }

    private static String picture(View view, int width, int height) {
        StringBuilder picture = new StringBuilder();
        ViewLayout.lines(view, width, height)
                .forEach(line -> picture.append(line.toString().stripTrailing()).append('\n'));
        return picture.toString();
    }

    /** One pipeline with a feed under way, results that take a second, rejects and a warning. */
    private static View fraud() {
        InputAccount payments = new InputAccount(
                "payments",
                "payments",
                List.of(new PartitionAccount(
                        0,
                        1_204_388,
                        1_204_300,
                        8,
                        Map.of(RejectReason.VALUE_TYPE, 70L, RejectReason.DECODE_SYNTAX, 10L),
                        0)),
                NOON.minusMillis(1_240).toEpochMilli(),
                OptionalLong.of(48_113));
        InputAccount cards = new InputAccount("cards", "cards", List.of(), Long.MIN_VALUE, OptionalLong.empty());
        PipelineStatus fraud = new PipelineStatus(
                "fraud",
                State.RUNNING,
                new PipelineAccount(
                        "fraud",
                        List.of(payments, cards),
                        List.of(
                                new OutputAccount("fraud_alerts", "fraud_alerts", 912, 0, Map.of()),
                                new OutputAccount("spend_per_card_and_hour", "spend", 20_401, 0, Map.of())),
                        Map.of()),
                Optional.empty(),
                List.of(new FeedStatus("payments", "/shop/data/payments.jsonl", 1_252_501, 2_000_000)));
        List<RecentResults.Recent> results = List.of(
                new RecentResults.Recent(
                        "fraud",
                        "fraud_alerts",
                        IntStream.range(0, 5)
                                .mapToObj(row -> seen(
                                        "{\"card_id\":\"card-000" + row + "\",\"amount\":1250.50,\"payments\":3}",
                                        1_040 - 200L * row))
                                .toList()),
                new RecentResults.Recent(
                        "fraud",
                        "spend_per_card_and_hour",
                        List.of(
                                seen(
                                        "{\"card_id\":\"card-0001\",\"window_start\":\"2026-01-01T11:00:00.000\"}",
                                        3_600_000),
                                new RecentResults.Seen(
                                        new TopicTail.Row("card-0002", Optional.empty(), NOON), Optional.empty()))));
        List<Message> messages = List.of(
                new Message(Duration.ofSeconds(3), Style.CAREFUL, "Warning: port 9092 was taken"),
                new Message(
                        Duration.ofSeconds(31),
                        Style.QUIET,
                        "80 rejected, 70 as VALUE_TYPE, in topic fraud.payments.rejects"));
        return new View(STARTED, tick(Duration.ofSeconds(62), fraud), results, messages, false);
    }

    /** Many pipelines and tables, one of them failed, while the end is under way. */
    private static View busy() {
        List<PipelineStatus> pipelines = new ArrayList<>(IntStream.range(0, 12)
                .mapToObj(number -> Samples.running("pipeline-" + number, 1000L * number))
                .toList());
        pipelines.add(Samples.failed("spend"));
        Message failed = new Message(
                Duration.ofSeconds(9),
                Style.BAD,
                "Pipeline spend failed:\n"
                        + Samples.failed("spend").failure().orElseThrow().render());
        return new View(
                STARTED,
                tick(Duration.ofMinutes(62), pipelines.toArray(PipelineStatus[]::new)),
                fraud().results(),
                List.of(failed),
                true);
    }

    private static View foreign() {
        PipelineStatus shop = Samples.status(
                "店",
                State.STARTING,
                List.of(new InputAccount("注文テーブルの名前が長い", "t", List.of(), Long.MAX_VALUE, OptionalLong.of(0))),
                List.of(new OutputAccount("evil\033[2J", "t", 1, 0, Map.of())),
                Map.of());
        List<RecentResults.Recent> results = List.of(new RecentResults.Recent(
                "店",
                "evil\033[2J",
                List.of(
                        seen("{\"お客様\":\"山田太郎山田太郎山田太郎山田太郎山田太郎\"}", 5),
                        seen("\033]0;title\007\033[31m\r\nred\u009b2J\u202e", 0))));
        return new View(
                STARTED,
                tick(Duration.ofMillis(500), shop),
                results,
                List.of(new Message(Duration.ZERO, Style.CAREFUL, "警告\033[2J: " + "長い文".repeat(20))),
                false);
    }

    private static RecentResults.Seen seen(String value, long sinceMillis) {
        return new RecentResults.Seen(
                new TopicTail.Row(null, Optional.of(value), NOON), Optional.of(Duration.ofMillis(sinceMillis)));
    }

    private static Tick tick(Duration elapsed, PipelineStatus... pipelines) {
        Totals before = new Totals(
                NOON.minusSeconds(2),
                Map.of(
                        new Totals.Key("fraud", Totals.Direction.IN, "payments"), 1_164_000L,
                        new Totals.Key("fraud", Totals.Direction.OUT, "fraud_alerts"), 900L));
        List<PipelineStatus> all = List.of(pipelines);
        return new Tick(elapsed, all, List.of(), List.of(before), Totals.of(NOON, all));
    }
}
