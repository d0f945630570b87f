package io.millrace.cli.feed;

import io.millrace.kafka.feed.FeedSpec;
import io.millrace.kafka.feed.Feeder;
import java.util.Map;

/** A feed into a real broker. */
public record KafkaFeed(FeedStarter.Request request, Feeder feeder) implements FeedStarter.Feed {

    /** Without a table at hand, the kinds of CSV fields are told by their look. */
    public static KafkaFeed prepare(FeedStarter.Request request, FeedStarter.Progress progress) {
        FeedSpec spec = new FeedSpec(
                request.topic(), request.file(), Map.of(), request.keyFields(), request.timeField(), request.speed());
        return new KafkaFeed(request, new Feeder(request.kafka(), spec, progress::at));
    }

    /** A client of Kafka would ask for a minute before it gives up. */
    @Override
    public boolean run() {
        BrokerProbe.require(request.kafka().bootstrapServers(), request.environment());
        return feeder.run();
    }

    @Override
    public void stop() {
        feeder.stop();
    }
}
