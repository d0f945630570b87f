package io.millrace.testing.run;

import io.millrace.testing.compare.Actual;
import io.millrace.testing.script.Expectation;
import io.millrace.testing.script.GivenRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A pipeline's real job while one test runs on it. Nothing that is asked of it returns before it is settled. One thread. */
public interface TestJob extends AutoCloseable {

    /** Lets the records arrive in this order; watermarks move with each row. */
    void give(List<GivenRecord> records);

    /** Event time of every table goes to {@code time}, or stays where it is further; the pipeline's clock too. */
    void advanceTo(Instant time);

    /**
     * As {@link #advanceTo}, from the latest watermark of any table.
     *
     * @return false if no table has a watermark yet, so that there is nothing to go on from
     */
    boolean advanceBy(Duration duration);

    /** The watermark of each table that is read goes to its end, one after the other. */
    void end(List<String> tablesInOrder);

    /** What a stream holds by now. */
    Actual rows(Expectation.Stream stream);

    /** Every change of a written table by now. */
    Actual changes(String table);

    /** Ends the job; what it has not written by now is not written. */
    @Override
    void close();
}
