package io.millrace.kafka.feed;

/** Hears how far a feed has come; called by the feeding thread after each commit. */
public interface FeedProgress {

    /**
     * @param fed records committed to the topic since it was first fed
     * @param total records in the file, without a header; of a simulator the events that are due by now
     */
    void fed(long fed, long total);
}
