package io.millrace.cli.run;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.DurationOption;
import io.millrace.cli.PortOption;
import io.millrace.cli.process.Surroundings;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.local.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace demo}: the pipelines of {@code examples/shop}, anew each time. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Run a simulated shop: fraud alerts, hourly spend, payments, clicks.",
            "Its data are made anew each time, in examples/shop/.millrace. Ctrl-C stops it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped by Ctrl-C or --for, every record accounted for",
            "1:internal error, or an account that does not balance",
            "2:wrong usage",
            "3:the pipelines' files have problems",
            "5:the environment failed: a port, the disk, the data directory",
            "6:a pipeline failed or paused, or lost a record"
        })
public final class DemoCommand implements Callable<Integer> {

    private final LocalRunStarter starter;
    private final Surroundings surroundings;
    private final Path examples;

    @Mixin
    private final CommonOptions common = new CommonOptions();

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
            description = "Kafka's port. Default: 9092. If it is taken, a free one is used and printed.")
    private @Nullable Integer portBase;

    /** @param examples the directory that holds {@code shop} */
    public DemoCommand(LocalRunStarter starter, Surroundings surroundings, Path examples) {
        this.starter = starter;
        this.surroundings = surroundings;
        this.examples = examples;
    }

    @Override
    public Integer call() {
        Path shop = examples.resolve("shop");
        OptionalInt port = portBase == null ? OptionalInt.empty() : OptionalInt.of(portBase);
        RunRequest request = new RunRequest(pipelines(shop), DataDirectoryChoice.beside(shop), port, false, true);
        return new LocalProcess(starter, surroundings, common).run(request, Optional.ofNullable(limit));
    }

    private static List<Path> pipelines(Path shop) {
        try (Stream<Path> inside = Files.list(shop)) {
            List<Path> pipelines = inside.filter(path -> Files.exists(path.resolve("pipeline.sql")))
                    .sorted()
                    .toList();
            if (!pipelines.isEmpty()) {
                return pipelines;
            }
        } catch (IOException missing) {
            throw missing(shop, missing);
        }
        throw missing(shop, null);
    }

    private static MillraceException missing(Path shop, @Nullable IOException cause) {
        return new MillraceException(
                ErrorCode.FILE_MISSING,
                "the pipelines of the demo are not in '" + shop + "'",
                "start the demo with ./millrace of a whole clone",
                cause);
    }
}
