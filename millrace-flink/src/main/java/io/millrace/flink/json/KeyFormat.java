package io.millrace.flink.json;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How record keys are written: {@code 'key.format'} of a table. */
public enum KeyFormat {
    /** The one key column as plain text, neither quoted nor escaped. */
    RAW,
    /** An object of the key columns in the order of their declaration. */
    JSON;

    /** As it stands in the table's options. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What holds where the table does not say. */
    public static KeyFormat defaultFor(int keyColumns) {
        return keyColumns == 1 ? RAW : JSON;
    }

    /** @throws MillraceException TABLE_OPTION if there is no such format */
    public static KeyFormat of(String option) {
        return Arrays.stream(values())
                .filter(format -> format.option().equals(option))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> known =
                            Arrays.stream(values()).map(KeyFormat::option).toList();
                    return new MillraceException(
                            ErrorCode.TABLE_OPTION,
                            "'key.format' is '%s'; known formats are %s".formatted(option, known),
                            "use one of these, or leave the option out");
                });
    }
}
