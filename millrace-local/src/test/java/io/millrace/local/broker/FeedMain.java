package io.millrace.local.broker;

import io.millrace.core.environment.KafkaAccess;
import io.millrace.kafka.feed.FeedSpec;
import io.millrace.kafka.feed.Feeder;
import java.nio.file.Path;

/** A feeder to be killed: prints how far it has come. */
final class FeedMain {

    private FeedMain() {}

    public static void main(String[] arguments) {
        FeedSpec spec = FeedSpec.of(arguments[1], Path.of(arguments[2]));
        boolean finished = new Feeder(
                        KafkaAccess.plain(arguments[0]), spec, (fed, total) -> System.out.println("FED " + fed))
                .run();
        System.out.println("END " + finished);
    }
}
