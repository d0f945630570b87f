package io.millrace.testing.script;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Fault;
import io.millrace.core.text.Durations;
import io.millrace.core.yaml.YamlType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the single values of a test file have to be, other than a table's columns. */
final class TestTypes {

    /** Years that every table's times can hold. */
    private static final Pattern ISO_TIME = Pattern.compile("[0-9]{4}-.{1,40}");

    private static final String EXAMPLE_TIME = "'2026-01-31T10:00:00Z'";

    static final YamlType<String> NAME = YamlType.text("(?s).*\\S.*", "a text", "a late order is kept apart");
    static final YamlType<String> SCRIPT = YamlType.text("(?s).+", "a script's file name", "orders.sql");
    static final YamlType<Boolean> FLAG = new YamlType<>("true or false", "true", List.of("true", "false"), text -> {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException();
    });

    static final YamlType<Instant> TIME = new YamlType<>(
            "a time with its zone such as 2026-01-31T10:00:00Z", EXAMPLE_TIME, List.of(), TestTypes::time);

    static final YamlType<TestCase.Target> TARGET = new YamlType<>(
            "a duration such as 1h, or a time with its zone such as 2026-01-31T10:00:00Z",
            "1h",
            List.of(),
            text -> ISO_TIME.matcher(text).matches()
                    ? new TestCase.Target(Optional.of(time(text)), Optional.empty())
                    : new TestCase.Target(Optional.empty(), Optional.of(positive(text))));

    /** Only those that the files of a pipeline can cause. */
    static final YamlType<ErrorCode> ERROR_CODE = errorCode();

    /** As many as a broker could have. */
    static final YamlType<Integer> PARTITION = YamlType.wholeNumber(0, 32_767, 0);

    private TestTypes() {}

    private static Instant time(String text) {
        if (!ISO_TIME.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Duration positive(String text) {
        Duration duration = Durations.parse(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException();
        }
        return duration;
    }

    private static YamlType<ErrorCode> errorCode() {
        var codes = Stream.of(ErrorCode.values())
                .filter(code -> code.fault() == Fault.FILES)
                .collect(Collectors.toMap(ErrorCode::toString, Function.identity()));
        return new YamlType<>(
                "the code of a problem in a pipeline's files, listed in docs/errors",
                ErrorCode.SQL_INVALID.toString(),
                codes.keySet().stream().sorted().toList(),
                text -> Optional.ofNullable(codes.get(text)).orElseThrow(IllegalArgumentException::new));
    }
}
