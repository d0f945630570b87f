package io.millrace.cli.feed;

import java.util.OptionalDouble;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A feed's pace, written as in {@code millrace.yml}: a factor above 0, or {@code max}. */
final class SpeedOption implements ITypeConverter<OptionalDouble> {

    @Override
    public OptionalDouble convert(String text) {
        if (text.equals("max")) {
            return OptionalDouble.empty();
        }
        if (!text.matches("\\d{1,9}(\\.\\d{1,9})?") || Double.parseDouble(text) <= 0) {
            throw new TypeConversionException(
                    "'" + text + "' is not a speed (expected a factor such as 1, 60 or 0.5, or max)");
        }
        return OptionalDouble.of(Double.parseDouble(text));
    }
}
