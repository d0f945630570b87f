package io.millrace.flink.explain;

/**
 * What an operator waits for before it lets go of a row or a result.
 *
 * @param isForWatermark whether it needs the watermark, so that the bound of every table before it counts
 * @param span on top of that
 * @param text completes "waits"; empty for an operator that holds nothing back
 */
record StepWait(boolean isForWatermark, Span span, String text) {

    static final StepWait NONE = new StepWait(false, Span.NONE, "");

    static StepWait forWatermark(String text) {
        return new StepWait(true, Span.NONE, text);
    }
}
