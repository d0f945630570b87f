package io.millrace.testing.example;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an example must give.
 *
 * @param inputs its files, by the table that they are fed to
 * @param results the rows of each written table, in any order; of a keyed table its final state
 */
public record Expected(Map<String, Input<?>> inputs, Map<String, List<List<@Nullable Object>>> results) {

    public Expected {
        inputs = Map.copyOf(inputs);
        results = Map.copyOf(results);
    }
}
