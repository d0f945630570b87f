package io.millrace.local.run;

import io.millrace.core.environment.KafkaAccess;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.error.Problems;
import io.millrace.core.pipeline.Feed;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.launch.InputTopics;
import io.millrace.flink.launch.PreparedPipeline;
import io.millrace.kafka.feed.FeedSpec;
import io.millrace.kafka.feed.Feeder;
import io.millrace.kafka.feed.FieldKind;
import io.millrace.kafka.feed.SimulatorFeeder;
import io.millrace.kafka.topic.TopicIds;
import io.millrace.local.run.RunningFeed.Work;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** The feeds of all pipelines of a run. What several tables ask for alike runs once. Immutable. */
final class RunFeeds {

    private final Map<String, List<FeedWish>> wishes;

    private RunFeeds(Map<String, List<FeedWish>> wishes) {
        this.wishes = wishes;
    }

    /** @throws MillraceException {@code FEED_INVALID} for tables that want the same feed, but not alike */
    static RunFeeds of(List<PreparedPipeline> prepared) {
        return ofWishes(prepared.stream().flatMap(RunFeeds::wishes).toList());
    }

    private static Stream<FeedWish> wishes(PreparedPipeline prepared) {
        Pipeline pipeline = prepared.pipeline();
        return prepared.inputs().stream()
                .flatMap(input -> pipeline.policies().table(input.table().name()).feed().stream()
                        .map(feed -> new FeedWish(pipeline.name(), input, feed)));
    }

    static RunFeeds ofWishes(List<FeedWish> wishes) {
        Map<String, List<FeedWish>> byId = new LinkedHashMap<>();
        wishes.forEach(
                wish -> byId.computeIfAbsent(wish.id(), id -> new ArrayList<>()).add(wish));
        Problems problems = new Problems();
        byId.values().forEach(shared -> refuseDifferences(shared, problems));
        problems.throwIfAny();
        return new RunFeeds(byId);
    }

    private static void refuseDifferences(List<FeedWish> shared, Problems problems) {
        FeedWish first = shared.get(0);
        for (FeedWish other : shared) {
            Map<String, String> traits = other.traits();
            first.traits().forEach((trait, value) -> {
                String otherValue = traits.getOrDefault(trait, "none");
                if (!otherValue.equals(value)) {
                    problems.add(
                            other.feed().at(),
                            ErrorCode.FEED_INVALID,
                            "tables '%s' and '%s' want one feed for topic '%s', but differ in %s ('%s' and '%s')"
                                    .formatted(first.name(), other.name(), first.topic(), trait, value, otherValue),
                            "write the same for both, or give one of them another topic");
                }
            });
        }
    }

    /**
     * To be asked before anything starts: a pipeline that ran without its feed would look well.
     *
     * @throws MillraceException {@code FEED_INVALID} for simulators whose topic was fed with other events so far
     */
    void refuseOtherEvents(Admin admin) {
        List<FeedWish> fed =
                wishes.values().stream().map(shared -> shared.get(0)).toList();
        Set<String> topics = fed.stream().map(FeedWish::topic).collect(Collectors.toSet());
        TopicIds existing = TopicIds.of(admin, topics, InputTopics.PATIENCE);
        Problems problems = new Problems();
        fed.stream().filter(wish -> existing.byName().containsKey(wish.topic())).forEach(wish -> conflict(admin, wish)
                .ifPresent(problem -> problems.add(problem.placedAt(wish.feed().at()))));
        problems.throwIfAny();
    }

    private static Optional<Problem> conflict(Admin admin, FeedWish wish) {
        return wish.feed()
                .fold(
                        replay -> Optional.empty(),
                        simulation -> SimulatorFeeder.conflict(admin, wish.simulator(simulation)));
    }

    /**
     * Makes the feeds; none of them starts.
     *
     * @param clock that simulators go by
     * @param onFailure hears why a feed ended early; the pipelines go on without it
     * @return by pipeline
     */
    Map<String, PipelineFeeds> connect(String bootstrapServers, InstantSource clock, Consumer<Problem> onFailure) {
        Instant firstStart = SimulatorFeeder.firstStart(clock);
        Map<String, Map<String, RunningFeed>> byPipeline = new HashMap<>();
        for (List<FeedWish> shared : wishes.values()) {
            FeedWish first = shared.get(0);
            RunningFeed running = first.feed()
                    .fold(
                            replay -> new RunningFeed(
                                    first, replay.file().getFileName().toString(), onFailure, progress -> {
                                        Feeder feeder = new Feeder(
                                                KafkaAccess.plain(bootstrapServers), replay(replay, shared), progress);
                                        return new Work(feeder::run, feeder::stop);
                                    }),
                            simulation -> new RunningFeed(first, "shop simulator", onFailure, progress -> {
                                SimulatorFeeder feeder = new SimulatorFeeder(
                                        bootstrapServers, first.simulator(simulation), firstStart, clock, progress);
                                return new Work(feeder::run, feeder::stop);
                            }));
            shared.forEach(wish -> byPipeline
                    .computeIfAbsent(wish.pipeline(), name -> new LinkedHashMap<>())
                    .put(wish.table(), running));
        }
        Map<String, PipelineFeeds> feeds = new HashMap<>();
        byPipeline.forEach((pipeline, byTable) -> feeds.put(pipeline, new PipelineFeeds(byTable)));
        return feeds;
    }

    /** A column that only one of the tables declares must be written as that one reads it. */
    private static FeedSpec replay(Feed.Replay replay, List<FeedWish> shared) {
        Map<String, FieldKind> kinds = new HashMap<>();
        shared.forEach(wish -> wish.kinds().forEach(kinds::putIfAbsent));
        Optional<String> eventTime =
                shared.stream().flatMap(wish -> wish.input().rowtime().stream()).findFirst();
        return shared.get(0).replay(replay, kinds, eventTime);
    }
}
