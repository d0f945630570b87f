package io.millrace.storm.check;

/**
 * Something that must not be.
 *
 * @param kind what it counts as in the report
 * @param what in words, with the ids or positions that show it
 */
public record Violation(Kind kind, String what) {

    /** What a report counts; all of them are zero under exactly-once. */
    public enum Kind {
        LOST,
        DUPLICATED,
        /** Part of what belongs together was seen without the rest. */
        TORN,
        REORDERED,
        /** Something was seen that was never sent, or was taken back. */
        INVENTED,
        /** A figure is not what a recomputation gives. */
        WRONG,
        /** The pipeline was said to do well although something was lost. */
        UNTOLD,
        /** A fault was met in another way than is promised. */
        BROKEN,
        /** The cluster holds more and more of something. */
        GROWN
    }
}
