package io.millrace.testing.update;

import io.millrace.testing.FakeMatcher;
import io.millrace.testing.Mismatch;
import io.millrace.testing.Rows;
import io.millrace.testing.compare.Actual;
import io.millrace.testing.compare.Comparison;
import io.millrace.testing.compare.ExpectedRow;
import io.millrace.testing.compare.Matcher;
import io.millrace.testing.script.Expectation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads expectations strictly enough to tell whether what was written is what was meant. */
final class FakeReader {

    private FakeReader() {}

    /** @return the expectation at a path of a document against what came, whether it came true or not */
    static Mismatch compare(String text, int document, List<String> path, Actual actual) {
        Optional<Node> node = Optional.of(document(text, document));
        for (String step : path) {
            node = node.flatMap(parent -> child(parent, step));
        }
        boolean isChangelog = node.flatMap(value -> child(value, "changelog")).isPresent();
        List<ExpectedRow> rows = node.flatMap(value -> isChangelog ? child(value, "rows") : Optional.of(value))
                .map(FakeReader::rows)
                .orElse(List.of());
        Expectation expectation =
                new Expectation(Rows.at(1), path, Rows.stream(path.get(path.size() - 1)), isChangelog, false, rows);
        Comparison comparison = isChangelog ? Comparison.inOrder(rows, actual) : Comparison.inAnyOrder(rows, actual);
        return new Mismatch(document, expectation, node.isPresent(), comparison);
    }

    private static Node document(String text, int document) {
        List<Node> documents = new ArrayList<>();
        new Compose(LoadSettings.builder().setSchema(new CoreSchema()).build())
                .composeAllFromString(text)
                .forEach(documents::add);
        return documents.get(document);
    }

    private static Optional<Node> child(Node parent, String step) {
        if (parent instanceof SequenceNode sequence) {
            return step.matches("\\d+")
                    ? Optional.of(sequence.getValue().get(Integer.parseInt(step)))
                    : Optional.empty();
        }
        if (parent instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .filter(entry -> text(entry.getKeyNode()).equals(step))
                    .map(NodeTuple::getValueNode)
                    .findFirst();
        }
        return Optional.empty();
    }

    private static List<ExpectedRow> rows(Node node) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(FakeReader::row).toList();
        }
        return node instanceof MappingNode ? List.of(row(node)) : List.of();
    }

    private static ExpectedRow row(Node node) {
        Map<String, Matcher> cells = new LinkedHashMap<>();
        ((MappingNode) node)
                .getValue()
                .forEach(entry -> cells.put(text(entry.getKeyNode()), matcher(entry.getValueNode())));
        Optional<String> kind = Optional.ofNullable(cells.remove("change")).map(Matcher::shown);
        return new ExpectedRow(Rows.at(1), kind, cells);
    }

    private static Matcher matcher(Node node) {
        ScalarNode scalar = (ScalarNode) node;
        String text = scalar.getValue();
        boolean isPlain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        if (isPlain && text.equals("any")) {
            return FakeMatcher.ANY;
        }
        if (isPlain && text.startsWith("/")) {
            return new FakeMatcher(
                    text,
                    value -> value instanceof String actual && actual.matches(text.substring(1, text.length() - 1)));
        }
        return new FakeMatcher(text, value -> isSame(text, scalar.getTag(), value));
    }

    private static boolean isSame(String text, Tag tag, @Nullable Object actual) {
        if (actual == null || tag.equals(Tag.NULL)) {
            return actual == null && tag.equals(Tag.NULL);
        }
        if (actual instanceof Number number) {
            return (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT))
                    && new BigDecimal(text).compareTo(new BigDecimal(number.toString())) == 0;
        }
        if (actual instanceof Boolean) {
            return tag.equals(Tag.BOOL) && text.equals(actual.toString());
        }
        if (!tag.equals(Tag.STR)) {
            return false;
        }
        if (actual instanceof Instant instant) {
            return text.endsWith("Z") && Instant.parse(text).equals(instant);
        }
        return actual instanceof byte[] bytes
                ? text.equals(Base64.getEncoder().encodeToString(bytes))
                : text.equals(actual);
    }

    private static String text(Node key) {
        return ((ScalarNode) key).getValue();
    }
}
