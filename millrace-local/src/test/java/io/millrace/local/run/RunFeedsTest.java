package io.millrace.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.Feed;
import io.millrace.core.pipeline.ShopStream;
import io.millrace.flink.json.JsonFormat;
import io.millrace.flink.json.KeyFormat;
import io.millrace.flink.table.StreamBinding;
import io.millrace.flink.table.StreamTable;
import io.millrace.local.PipelineStatus.FeedStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

class RunFeedsTest {

    private static final SourceLocation PLACE = new SourceLocation("b/millrace.yml", 3, 12, "");
    private static final Feed SHOP = new Feed.Simulation(ShopStream.ORDERS, 200, 1, PLACE);
    private static final Feed FILE = new Feed.Replay(Path.of("/data/orders.csv"), OptionalDouble.of(60), PLACE);

    @Test
    void tablesThatWantTheSameForOneTopicAreNoProblem() {
        // Given
        RunFeeds feeds = RunFeeds.ofWishes(List.of(
                wish("a", "orders", "orders", SHOP),
                wish("b", "bought", "orders", SHOP),
                wish("b", "elsewhere", "copies", SHOP),
                wish("b", "old", "orders", FILE)));

        // When
        Map<String, PipelineFeeds> connected = feeds.connect("127.0.0.1:1", Clock.systemUTC(), problem -> {});

        // Then
        assertThat(connected).hasSize(2);
        assertThat(status(connected, "a")).containsExactly(new FeedStatus("orders", "shop simulator", 0, 0));
        assertThat(status(connected, "b"))
                .extracting(FeedStatus::table, FeedStatus::file)
                .containsExactly(
                        tuple("bought", "shop simulator"),
                        tuple("elsewhere", "shop simulator"),
                        tuple("old", "orders.csv"));
    }

    @Test
    void tellsEverythingInWhichTheyDiffer() {
        // Given
        List<FeedWish> wishes = List.of(
                wish("a", "orders", "orders", SHOP),
                wish("b", "orders", "orders", new Feed.Simulation(ShopStream.ORDERS, 100, 2, PLACE)),
                wish("a", "old", "old", FILE),
                wish("b", "old", "old", new Feed.Replay(Path.of("/other/orders.csv"), OptionalDouble.empty(), PLACE)));

        // When
        assertThatThrownBy(() -> RunFeeds.ofWishes(wishes))
                // Then
                .isInstanceOfSatisfying(MillraceException.class, failure -> assertThat(failure.problems())
                        .extracting(Problem::message)
                        .containsExactly(
                                "tables 'a.orders' and 'b.orders' want one feed for topic 'orders', but differ in rate"
                                        + " ('200' and '100')",
                                "tables 'a.orders' and 'b.orders' want one feed for topic 'orders', but differ in seed"
                                        + " ('1' and '2')",
                                "tables 'a.old' and 'b.old' want one feed for topic 'old', but differ in file"
                                        + " ('/data/orders.csv' and '/other/orders.csv')",
                                "tables 'a.old' and 'b.old' want one feed for topic 'old', but differ in speed"
                                        + " ('60.0' and 'max')"))
                .hasMessageContaining("b/millrace.yml:3:12: [MR-1012]")
                .hasMessageContaining("write the same for both");
    }

    @Test
    void recordsOfOneTopicHaveOneKey() {
        // Given
        List<FeedWish> wishes =
                List.of(wish("a", "orders", "orders", SHOP), wish("b", "orders", "orders", SHOP, "order_id"));

        // When
        assertThatThrownBy(() -> RunFeeds.ofWishes(wishes))
                // Then
                .hasMessageContaining("differ in key ('none' and 'order_id')");
    }

    @Test
    void aFeedThatBreaksOffIsTold() throws Exception {
        // Given
        List<Problem> told = new ArrayList<>();
        RunningFeed feed = new RunningFeed(
                wish("a", "orders", "orders", SHOP),
                "shop simulator",
                told::add,
                progress -> new RunningFeed.Work(
                        () -> {
                            throw new IllegalStateException("odd");
                        },
                        () -> {}));

        // When
        feed.start();
        feed.join();

        // Then
        assertThat(told)
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("the feed of topic 'orders' from shop simulator broke off:"
                        + " java.lang.IllegalStateException: odd");
    }

    private static List<FeedStatus> status(Map<String, PipelineFeeds> connected, String pipeline) {
        return connected.getOrDefault(pipeline, PipelineFeeds.NONE).status();
    }

    private static FeedWish wish(String pipeline, String table, String topic, Feed feed, String... key) {
        RowType type =
                RowType.of(new VarCharType[] {new VarCharType(VarCharType.MAX_LENGTH)}, new String[] {"order_id"});
        List<Integer> keyColumns = key.length == 0 ? List.of() : List.of(0);
        StreamTable stream = new StreamTable(
                table, topic, type, keyColumns, KeyFormat.RAW, false, new JsonFormat(false), 1 << 20, false);
        return new FeedWish(
                pipeline, new StreamBinding(stream, Optional.empty(), Optional.empty(), Optional.empty()), feed);
    }
}
