package io.millrace.local;

/** Hears of the steps of a start while they happen. Called from any thread. */
public interface RunListener {

    /** @param step e.g. {@code Kafka on 127.0.0.1:9092 (9092 was taken)} */
    void progress(String step);

    /** @param warning something the user should know that does not stop the run */
    void warning(String warning);
}
