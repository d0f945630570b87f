package io.millrace.cli.create;

import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace new}: writes the files of a pipeline. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Write a pipeline to start from: it runs, is explained, and has a test.",
            "Nothing that exists is changed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the files are written",
            "1:internal error",
            "2:wrong usage; the directory exists, or there is no such example",
            "5:the files could not be written"
        })
public final class NewCommand implements Callable<Integer> {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private final Surroundings surroundings;
    private final Path examples;

    @Parameters(paramLabel = "NAME", description = "The directory to make; its last part is the pipeline's name.")
    private Path target = Path.of("");

    @Option(names = "--from", paramLabel = "EXAMPLE", description = "Copy an example, such as spend or fraud.")
    private @Nullable String example;

    /** @param examples the directory that holds them */
    public NewCommand(Surroundings surroundings, Path examples) {
        this.surroundings = surroundings;
        this.examples = examples;
    }

    @Override
    public Integer call() {
        String name =
                Optional.ofNullable(target.getFileName()).map(Path::toString).orElse("");
        if (!NAME.matcher(name).matches()) {
            throw new MillraceException(
                    ErrorCode.USAGE,
                    "'" + name + "' cannot be a pipeline's name",
                    "use lower-case letters, digits, '_' and '-', at most 63, such as page-visits");
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new MillraceException(
                    ErrorCode.USAGE, "'" + target + "' exists already", "name a directory that does not exist");
        }
        NewFiles files = example == null ? Template.files(name) : new Examples(examples).files(example, name);
        try {
            tell(name, files.write(target));
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.DATA_UNWRITABLE,
                    "'" + target + "' cannot be written (" + e + ")",
                    "name another directory, or make this one's parent writable",
                    e);
        }
        return 0;
    }

    private void tell(String name, List<Path> written) {
        Terminal.Stream out = surroundings.terminal().out();
        out.println("Wrote the pipeline " + name + ":");
        written.forEach(file -> out.println("  " + target.resolve(file)));
        out.println("Next:");
        out.println("  millrace check " + target);
        out.println("  millrace test " + target);
        out.println("  millrace run " + target);
    }
}
