package io.millrace.testing.script;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.yaml.YamlValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One test as it was written, before its pipeline's tables are known; {@link TestBinder} makes a {@link TestCase} of it.
 *
 * @param pipeline the script that it names beside its folder, such as {@code orders.sql}
 * @param expectedError with which the pipeline must be refused; then nothing is run
 * @param defaults by table
 * @param parts in the order in which they come; an expectation of the test as a whole is {@link #atEnd}
 */
public record TestScript(
        String name,
        Path file,
        int document,
        SourceLocation at,
        Optional<YamlValue.Scalar> pipeline,
        Optional<ErrorCode> expectedError,
        Instant clock,
        boolean isOpen,
        Optional<YamlValue> defaults,
        List<Part> parts,
        Optional<YamlValue> atEnd) {

    public TestScript {
        parts = List.copyOf(parts);
    }

    /** One thing after the other. */
    public sealed interface Part {

        /** Tables and their rows. */
        record Given(YamlValue tables) implements Part {}

        /**
         * Streams and their rows.
         *
         * @param path of keys to it
         */
        record Expect(List<String> path, YamlValue streams) implements Part {
            public Expect {
                path = List.copyOf(path);
            }
        }

        record Advance(SourceLocation at, TestCase.Target target) implements Part {}
    }
}
