package io.millrace.local;

/** Listens to the start of a run of which only the outcome matters. */
final class Quiet implements RunListener {

    @Override
    public void progress(String step) {}

    @Override
    public void warning(String warning) {}
}
