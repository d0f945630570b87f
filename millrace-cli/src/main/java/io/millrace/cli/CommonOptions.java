package io.millrace.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
public final class CommonOptions {

    @Option(
            names = "--json",
            description =
                    "One JSON object a line on standard output (each with a type, such as tick, warning or problem).")
    private boolean json;

    @Option(
            names = "--verbose",
            description = "Show warnings from the log, and the stack trace of an internal error, on standard error.")
    private boolean verbose;

    public boolean isJson() {
        return json;
    }

    public boolean isVerbose() {
        return verbose;
    }
}
