package io.millrace.cli.feed;

/** What a feed tells about itself: to people, or to programs. Thread-safe. */
interface FeedOutput extends AutoCloseable {

    void started(FeedStarter.Request request);

    /** @param total 0 while it is not known */
    void progress(long fed, long total);

    /** @param isStopped by the user, with lines left */
    void ended(FeedStarter.Request request, long fed, boolean isStopped);

    /** Leaves the terminal as it was, however the feed ended. May be called again, from any thread. */
    @Override
    default void close() {}
}
