package io.millrace.bench.run;

import io.millrace.local.RunListener;

/** Hears of nothing but warnings. */
public record Silence() implements RunListener {

    @Override
    public void progress(String step) {}

    @Override
    public void warning(String warning) {
        System.err.println(warning);
    }
}
