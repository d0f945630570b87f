package io.millrace.core.yaml;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.SourceText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads a YAML file whose top level is keys and values. */
public final class YamlParser {

    /** Aliases are shared text, not a language: few enough that nested ones cannot blow a file up. */
    private static final int MAX_ALIASES = 20;

    private final SourceText source;
    private final Problems problems;

    private YamlParser(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /**
     * Reads one file. What is wrong becomes problems and is left out of the result: bad syntax, duplicate keys, keys
     * without a value, anything but keys and values at the top.
     *
     * @return without entries for an empty file
     */
    public static YamlValue.Mapping parse(SourceText source, Problems problems) {
        return new YamlParser(source, problems).parse();
    }

    private YamlValue.Mapping parse() {
        YamlValue.Mapping empty = new YamlValue.Mapping(source.at(1, 0), Map.of());
        return compose()
                .filter(root -> !isNull(root))
                .flatMap(this::value)
                .map(root -> root instanceof YamlValue.Mapping mapping ? mapping : notKeysAndValues(root, empty))
                .orElse(empty);
    }

    private Optional<Node> compose() {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setMaxAliasesForCollections(MAX_ALIASES)
                .build();
        try {
            return new Compose(settings).composeString(source.text());
        } catch (MarkedYamlEngineException failure) {
            SourceLocation at = failure.getProblemMark()
                    .or(failure::getContextMark)
                    .map(this::at)
                    .orElse(source.at(1, 0));
            syntax(
                    at,
                    Stream.of(Optional.ofNullable(failure.getContext()), Optional.ofNullable(failure.getProblem()))
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining(", ")));
        } catch (YamlEngineException failure) {
            syntax(source.at(1, 0), String.valueOf(failure.getMessage()));
        }
        return Optional.empty();
    }

    private void syntax(SourceLocation at, String reason) {
        problems.add(
                at,
                ErrorCode.YAML_SYNTAX,
                "this is not valid YAML: " + reason.strip().replaceAll("\\s+", " "),
                "correct this line or the one above it; indent with spaces, quote texts that hold : # { } [ ] or %");
    }

    private Optional<YamlValue> value(Node node) {
        SourceLocation at = at(node);
        if (node.isRecursive()) {
            problems.add(at, ErrorCode.YAML_SYNTAX, "this value contains itself", "write it out without an alias");
            return Optional.empty();
        }
        if (node instanceof MappingNode mapping) {
            return Optional.of(mapping(mapping, at));
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlValue> items = sequence.getValue().stream()
                    .flatMap(item -> value(item).stream())
                    .toList();
            return Optional.of(new YamlValue.Sequence(at, items));
        }
        return Optional.of(new YamlValue.Scalar(at, ((ScalarNode) node).getValue()));
    }

    private YamlValue.Mapping mapping(MappingNode node, SourceLocation at) {
        Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            SourceLocation keyAt = at(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(keyAt, ErrorCode.YAML_SYNTAX, "a key must be plain text", "write it as name: value");
            } else if (entries.containsKey(key.getValue())) {
                duplicate(keyAt, key.getValue(), entries.get(key.getValue()));
            } else if (isNull(tuple.getValueNode())) {
                problems.add(
                        keyAt,
                        ErrorCode.YAML_VALUE,
                        "'%s' has no value".formatted(key.getValue()),
                        "give it a value, or remove the key so that the default holds");
            } else {
                value(tuple.getValueNode())
                        .ifPresent(value -> entries.put(key.getValue(), new YamlValue.Entry(keyAt, value)));
            }
        }
        return new YamlValue.Mapping(at, entries);
    }

    private void duplicate(SourceLocation at, String key, YamlValue.Entry first) {
        problems.add(
                at,
                ErrorCode.YAML_VALUE,
                "'%s' stands here twice (first in line %d)"
                        .formatted(key, first.at().line()),
                "remove one of the two");
    }

    private YamlValue.Mapping notKeysAndValues(YamlValue root, YamlValue.Mapping instead) {
        problems.add(
                root.at(),
                ErrorCode.YAML_SYNTAX,
                "the file must hold keys and values (found: %s)".formatted(root.shown()),
                "write lines such as delivery: exactly-once");
        return instead;
    }

    private static boolean isNull(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    private SourceLocation at(Node node) {
        return node.getStartMark().map(this::at).orElse(source.at(1, 0));
    }

    private SourceLocation at(Mark mark) {
        return source.at(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
