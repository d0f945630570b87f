package io.millrace.cli.run;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.Surroundings;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.local.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace demo}: the pipelines of {@code examples/shop}, anew each time. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Run a simulated shop: fraud alerts, hourly spend, payments, clicks.",
            "Its data are made anew each time, in examples/shop/.millrace. Ctrl-C stops it."
        })
public final class DemoCommand implements Callable<Integer> {

    private final LocalRunStarter starter;
    private final Surroundings surroundings;
    private final Path examples;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final LocalOptions local = new LocalOptions();

    /** @param examples the directory that holds {@code shop} */
    public DemoCommand(LocalRunStarter starter, Surroundings surroundings, Path examples) {
        this.starter = starter;
        this.surroundings = surroundings;
        this.examples = examples;
    }

    @Override
    public Integer call() {
        Path shop = examples.resolve("shop");
        RunRequest request =
                new RunRequest(pipelines(shop), DataDirectoryChoice.beside(shop), local.portBase(), false, true);
        return new LocalProcess(starter, surroundings, common).run(request, local.limit());
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
