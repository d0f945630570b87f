package io.millrace.cli.feed;

import java.nio.file.Path;
import java.util.OptionalDouble;

/** What {@code feed} calls to move a file into a topic: Kafka, or a stand-in for it in tests. */
@FunctionalInterface
public interface FeedStarter {

    /**
     * Blocks until the whole file is in the topic, or until the watcher wants it to stop.
     *
     * @return lines that were written and confirmed by the broker
     * @throws io.millrace.core.error.MillraceException if the file cannot be read or the broker not be reached
     */
    long feed(Request request, Watcher watcher);

    /**
     * What to feed.
     *
     * @param file CSV or JSON lines
     * @param speed times the recorded pace; empty means as fast as the broker takes it
     */
    record Request(String topic, Path file, OptionalDouble speed, String bootstrapServers) {}

    /** Hears how far it has come. Called from any thread, as often as is convenient. */
    interface Watcher {

        /**
         * @param fed lines confirmed by the broker
         * @param total lines in the file, without a header; 0 while it is not known
         */
        void progress(long fed, long total);

        boolean isStopWanted();
    }
}
