package io.millrace.cli.deploy;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How many subtasks every operator gets. */
final class ParallelismOption {

    /** State is divided into so many parts, whatever the parallelism. */
    private static final int GREATEST = 128;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            converter = Range.class,
            description = "Subtasks per operator, for this run: 1 to 128.")
    private @Nullable Integer parallelism;

    OptionalInt value() {
        return parallelism == null ? OptionalInt.empty() : OptionalInt.of(parallelism);
    }

    /** Reads a number that is possible. */
    static final class Range implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("\\d{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > GREATEST) {
                throw new TypeConversionException("'" + text + "' is not a number from 1 to " + GREATEST);
            }
            return Integer.valueOf(text);
        }
    }
}
