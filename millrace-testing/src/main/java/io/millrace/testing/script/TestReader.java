package io.millrace.testing.script;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.SourceFile;
import io.millrace.core.yaml.YamlDocument;
import io.millrace.core.yaml.YamlParser;
import io.millrace.core.yaml.YamlSection;
import io.millrace.core.yaml.YamlSection.Placed;
import io.millrace.core.yaml.YamlValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a test file as far as that needs no tables; what is wrong becomes problems. */
final class TestReader {

    /** Nothing is in the future unless a test says so. */
    private static final Instant CLOCK = Instant.parse("2100-01-01T00:00:00Z");

    private static final Map<String, String> ELSEWHERE = Map.of(
            "advance", "put it into a step: steps: [{given: ...}, {advance: 1h}, {expect: ...}]",
            "name", "a test's name stands under test:");

    private final Path file;
    private final Problems problems;

    private TestReader(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** @return also tests with problems, as far as they can be read, so that binding can find more */
    static List<TestScript> read(Path file, Problems problems) {
        return new TestReader(file, problems).read();
    }

    private List<TestScript> read() {
        int before = problems.count();
        List<TestScript> tests = SourceFile.read(file, ErrorCode.YAML_SYNTAX, problems).stream()
                .flatMap(source -> YamlParser.documents(source, "test: what must happen", problems).stream())
                .map(this::test)
                .toList();
        if (tests.isEmpty() && problems.count() == before) {
            problems.add(
                    ErrorCode.TEST_INVALID,
                    "'%s' holds no test".formatted(SourceFile.label(file)),
                    "write one, beginning with test: what must happen, or remove the file");
        }
        return tests;
    }

    private TestScript test(YamlDocument document) {
        YamlSection section = YamlSection.root(document.root(), problems);
        SourceLocation at = document.root().at();
        Optional<String> name = section.read("test", TestTypes.NAME);
        if (!section.has("test")) {
            problem(at, "the test has no name", "begin it with test: what must happen");
        }
        Optional<YamlValue.Scalar> pipeline = section.readPlaced("pipeline", TestTypes.SCRIPT)
                .map(placed -> new YamlValue.Scalar(placed.at(), placed.value(), true, YamlValue.Scalar.Kind.TEXT));
        Instant clock = section.read("clock", TestTypes.TIME).orElse(CLOCK);
        boolean isOpen = section.read("open", TestTypes.FLAG).orElse(false);
        Optional<ErrorCode> error = section.read("expect-error", TestTypes.ERROR_CODE);
        Optional<YamlValue> defaults = section.take("defaults").map(YamlValue.Entry::value);
        List<TestScript.Part> parts = new ArrayList<>();
        section.take("given").ifPresent(entry -> parts.add(new TestScript.Part.Given(entry.value())));
        section.take("steps").ifPresent(entry -> parts.addAll(steps(entry.value())));
        Optional<YamlValue> atEnd = section.take("expect").map(YamlValue.Entry::value);
        section.refuseOthers(ELSEWHERE);
        checkPurpose(section, parts, atEnd);
        return new TestScript(
                name.orElse(""), file, document.index(), at, pipeline, error, clock, isOpen, defaults, parts, atEnd);
    }

    /** A test that looks at nothing would pass whatever the pipeline does. */
    private void checkPurpose(YamlSection section, List<TestScript.Part> parts, Optional<YamlValue> atEnd) {
        boolean looks = section.has("expect-error")
                || atEnd.filter(TestReader::namesStreams).isPresent()
                || parts.stream()
                        .anyMatch(part -> part instanceof TestScript.Part.Expect rows && namesStreams(rows.streams()));
        boolean runs = section.has("given") || section.has("steps") || section.has("expect");
        if (section.has("expect-error") && runs) {
            problem(
                    section.at(),
                    "'expect-error' stands beside given, steps or expect, but a pipeline that is refused reads nothing",
                    "make two tests of it, with --- between them");
        } else if (!looks && (!section.has("steps") || !parts.isEmpty())) {
            problem(
                    section.at(),
                    "the test expects nothing",
                    "say what must come out, such as expect: {some_table: []}, or expect-error: MR-1005");
        }
    }

    private static boolean namesStreams(YamlValue streams) {
        return !(streams instanceof YamlValue.Mapping mapping)
                || !mapping.entries().isEmpty();
    }

    private List<TestScript.Part> steps(YamlValue steps) {
        if (!(steps instanceof YamlValue.Sequence list)) {
            problem(
                    steps.at(),
                    "steps must be a list (was: %s)".formatted(steps.shown()),
                    "write for example steps: [{given: ...}, {advance: 1h}, {expect: ...}]");
            return List.of();
        }
        if (list.items().isEmpty()) {
            problem(steps.at(), "there is no step", "write some, or remove the key");
        }
        List<TestScript.Part> parts = new ArrayList<>();
        for (int index = 0; index < list.items().size(); index++) {
            YamlValue item = list.items().get(index);
            if (item instanceof YamlValue.Mapping step && !step.entries().isEmpty()) {
                parts.addAll(step(step, index));
            } else {
                String shown = item instanceof YamlValue.Mapping ? "nothing" : item.shown();
                problem(
                        item.at(),
                        "a step must be keys and values (was: %s)".formatted(shown),
                        "write given:, expect: or advance:");
            }
        }
        return parts;
    }

    /** Its keys in the order written, so that one step may give and expect. */
    private List<TestScript.Part> step(YamlValue.Mapping step, int index) {
        YamlSection section = YamlSection.root(step, problems);
        Optional<TestScript.Part> given = section.take("given").map(entry -> new TestScript.Part.Given(entry.value()));
        Optional<TestScript.Part> expect = section.take("expect")
                .map(entry ->
                        new TestScript.Part.Expect(List.of("steps", Integer.toString(index), "expect"), entry.value()));
        Optional<TestScript.Part> advance =
                section.readPlaced("advance", TestTypes.TARGET).map(TestReader::advance);
        section.refuseOthers(Map.of());
        Map<String, Optional<TestScript.Part>> known = Map.of("given", given, "expect", expect, "advance", advance);
        return step.entries().keySet().stream()
                .flatMap(key -> known.getOrDefault(key, Optional.empty()).stream())
                .toList();
    }

    private static TestScript.Part advance(Placed<TestCase.Target> placed) {
        return new TestScript.Part.Advance(placed.at(), placed.value());
    }

    private void problem(SourceLocation at, String message, String remedy) {
        problems.add(at, ErrorCode.TEST_INVALID, message, remedy);
    }
}
