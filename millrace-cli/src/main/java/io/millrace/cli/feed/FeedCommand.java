package io.millrace.cli.feed;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.LiveLine;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.environment.EnvironmentLoader;
import io.millrace.core.environment.KafkaAccess;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace feed}: a file into a topic of a running broker. */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        description = {
            "Replay a CSV or JSON-lines file into a topic, each line once.",
            "The same command again goes on where the last one stopped."
        },
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

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic that a running pipeline reads.")
    private String topic = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = {
                "CSV with a header, or JSON lines (.jsonl, .ndjson).",
                "CSV fields that look like numbers become numbers;",
                "those in quotes stay text."
            })
    private Path file = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "FIELD",
            split = ",",
            description = "Fields that make the record's key. Default: no key.")
    private List<String> keyFields = List.of();

    @Option(
            names = "--time",
            paramLabel = "FIELD",
            description = "The field with the time at which a line was recorded.")
    private @Nullable String timeField;

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
            names = "--env",
            paramLabel = "NAME",
            description = "Feed the brokers of a named environment: env/NAME.yml as 'millrace deploy' finds it.")
    private @Nullable String environment;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            converter = SpeedOption.class,
            defaultValue = "max",
            description = "Times the recorded pace (needs --time), or max (the default).")
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
        if (speed.isPresent() && timeField == null) {
            throw new MillraceException(
                    ErrorCode.USAGE,
                    "--speed " + speed.getAsDouble() + " needs to know when each line was recorded",
                    "name the field with --time FIELD, or leave --speed out");
        }
        Optional<String> time = Optional.ofNullable(timeField);
        return feed(new FeedStarter.Request(
                topic, file.toAbsolutePath(), keyFields, time, speed, broker(), Optional.ofNullable(environment)));
    }

    private int feed(FeedStarter.Request request) {
        FeedOutput output = output();
        AtomicLong latest = new AtomicLong();
        FeedStarter.Feed feed = feeder.prepare(request, (fed, total) -> {
            latest.set(fed);
            output.progress(fed, total);
        });
        surroundings.signals().install(feed::stop, () -> endAtOnce(output));
        try (output) {
            output.started(request);
            boolean isComplete = feed.run();
            output.ended(request, latest.get(), !isComplete);
            return isComplete ? 0 : ENDED_BY_SIGNAL;
        }
    }

    private KafkaAccess broker() {
        if (Stream.of(data, bootstrap, environment).filter(Objects::nonNull).count() > 1) {
            throw new MillraceException(
                    ErrorCode.USAGE,
                    "--data, --bootstrap and --env each say which broker is meant",
                    "give one of them, or none for the run near the file");
        }
        if (environment != null) {
            return EnvironmentLoader.load(environment, file.toAbsolutePath().resolveSibling(""))
                    .kafka();
        }
        if (bootstrap != null) {
            return KafkaAccess.plain(bootstrap);
        }
        return KafkaAccess.plain(data == null ? brokers.near(Path.of("").toAbsolutePath(), file) : brokers.of(data));
    }

    private FeedOutput output() {
        Terminal terminal = surroundings.terminal();
        return common.isJson()
                ? new FeedJson(terminal.out(), surroundings.clock())
                : new FeedReport(terminal, surroundings.clock(), LiveLine::open);
    }

    private void endAtOnce(FeedOutput output) {
        output.close();
        surroundings.terminal().err().println("Ended at once. The same command goes on at the next line.");
        Runtime.getRuntime().halt(ENDED_BY_SIGNAL);
    }
}
