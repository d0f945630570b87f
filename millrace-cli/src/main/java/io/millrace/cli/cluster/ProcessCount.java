package io.millrace.cli.cluster;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many processes of a kind are wanted. */
final class ProcessCount implements ITypeConverter<Integer> {

    private static final int MOST = 20;

    @Override
    public Integer convert(String text) {
        if (!text.matches("\\d{1,2}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw new TypeConversionException("'" + text + "' is not a number from 1 to " + MOST);
        }
        return Integer.valueOf(text);
    }
}
