package io.millrace.cli.feed;

import io.millrace.core.environment.KafkaAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What {@code feed} calls to move a file into a topic: Kafka, or a stand-in for it in tests. */
@FunctionalInterface
public interface FeedStarter {

    /** A feed that has not begun. */
    Feed prepare(Request request, Progress progress);

    /**
     * What to feed.
     *
     * @param file CSV or JSON lines
     * @param keyFields fields that make the record's key; empty means no key
     * @param timeField the field that gives a feed its pace, and the record its time
     * @param environment whose brokers these are, if it was named
     * @param speed times the recorded pace; empty means as fast as the broker takes it
     */
    record Request(
            String topic,
            Path file,
            List<String> keyFields,
            Optional<String> timeField,
            OptionalDouble speed,
            KafkaAccess kafka,
            Optional<String> environment) {

        public Request {
            keyFields = List.copyOf(keyFields);
        }
    }

    /** Hears how far a feed has come, in lines confirmed by the broker since the file was first fed. */
    @FunctionalInterface
    interface Progress {

        /** @param total lines in the file, without a header; 0 while it is not known */
        void at(long fed, long total);
    }

    /** One feed; run once. */
    interface Feed {

        /**
         * Blocks until the end of the file or {@link #stop}.
         *
         * @return whether the end of the file was reached
         * @throws io.millrace.core.error.MillraceException if the file cannot be read or the broker not be reached
         */
        boolean run();

        /** From any thread. */
        void stop();
    }
}
