package io.millrace.cli.run;

import io.millrace.cli.DurationOption;
import io.millrace.cli.PortOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command understands that runs pipelines on this machine, and the exit codes that come of it. */
@Command(
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped by Ctrl-C or --for, every record accounted for",
            "1:internal error, or an account that does not balance",
            "2:wrong usage",
            "3:the pipelines' files have problems",
            "5:the environment failed: a port, the disk, the data directory",
            "6:a pipeline failed or paused, or lost a record"
        })
final class LocalOptions {

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "Stop after this long, e.g. 30s or 5m, counted from when the pipelines run.")
    private @Nullable Duration limit;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            converter = PortOption.class,
            description =
                    "Kafka's port; the next are the database's and Kafka Connect's. Default: 9092, 5433, 8083. If one is "
                            + "taken, a free one is used and printed.")
    private @Nullable Integer portBase;

    Optional<Duration> limit() {
        return Optional.ofNullable(limit);
    }

    OptionalInt portBase() {
        return portBase == null ? OptionalInt.empty() : OptionalInt.of(portBase);
    }
}
