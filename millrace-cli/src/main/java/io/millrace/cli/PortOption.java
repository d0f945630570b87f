package io.millrace.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A TCP port that a program may take. */
public final class PortOption implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > 65_535) {
            throw new TypeConversionException("'" + text + "' is not a port between 1 and 65535");
        }
        return Integer.valueOf(text);
    }
}
