package io.millrace.cli.feed;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.StopSignal;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace feed}: a file into a topic of a running broker. */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        description = "Replay a CSV or JSON-lines file into a topic.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the whole file is in the topic",
            "1:internal error",
            "2:wrong usage",
            "3:the file has problems",
            "5:the broker cannot be reached",
            "130:stopped by Ctrl-C before the end of the file"
        })
public final class FeedCommand implements Callable<Integer> {

    /** A feed that stopped half-way is no success to a script. */
    private static final int ENDED_BY_SIGNAL = 130;

    private final FeedStarter feeder;
    private final BrokerChoice brokers;
    private final Surroundings surroundings;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic; made if it does not exist.")
    private String topic = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "A CSV file with a header, or JSON lines.")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "Feed the run that uses this data directory.",
                "Default: the run whose .millrace is in this folder,",
                "or in one around FILE; else 127.0.0.1:9092."
            })
    private @Nullable Path data;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Feed this broker instead.")
    private @Nullable String bootstrap;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            converter = SpeedOption.class,
            defaultValue = "max",
            description = "Times the recorded pace, or max (the default).")
    private OptionalDouble speed = OptionalDouble.empty();

    /** @param running where the environment that uses a data directory is reached; empty if none runs */
    public FeedCommand(FeedStarter feeder, Function<Path, Optional<String>> running, Surroundings surroundings) {
        this.feeder = feeder;
        this.brokers = new BrokerChoice(running);
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new MillraceException(
                    ErrorCode.FILE_MISSING, "there is no file '" + file + "'", "name a CSV or JSON-lines file");
        }
        FeedStarter.Request request = new FeedStarter.Request(topic, file.toAbsolutePath(), speed, broker());
        FeedOutput output = output();
        StopSignal stop = surroundings.signals().install(() -> {}, this::endAtOnce);
        output.started(request);
        long fed = feeder.feed(request, new Watching(output, stop));
        output.ended(request, fed, stop.isRequested());
        return stop.isRequested() ? ENDED_BY_SIGNAL : 0;
    }

    private String broker() {
        if (bootstrap != null) {
            return bootstrap;
        }
        return data == null ? brokers.near(Path.of("").toAbsolutePath(), file) : brokers.of(data);
    }

    private FeedOutput output() {
        Terminal terminal = surroundings.terminal();
        return common.isJson()
                ? new FeedJson(terminal.out(), surroundings.clock())
                : new FeedReport(terminal, surroundings.clock());
    }

    private void endAtOnce() {
        surroundings.terminal().err().println("Ended at once. Lines that were not confirmed may be missing.");
        Runtime.getRuntime().halt(ENDED_BY_SIGNAL);
    }

    private record Watching(FeedOutput output, StopSignal stop) implements FeedStarter.Watcher {

        @Override
        public void progress(long fed, long total) {
            output.progress(fed, total);
        }

        @Override
        public boolean isStopWanted() {
            return stop.isRequested();
        }
    }
}
