package io.millrace.flink.pattern;

/** What the patterns of tests are about. Public and flat, so that it rests in state without Kryo. */
public record Payment(String card, long time, int amount, int number) {

    static Payment of(String card, long time) {
        return new Payment(card, time, 150, 0);
    }
}
