package io.millrace.core.yaml;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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

/** Reads YAML whose top level is keys and values. */
public final class YamlParser {

    /** Aliases are shared text, not a language: few enough that nested ones cannot blow a file up. */
    private static final int MAX_ALIASES = 20;

    /** No file of ours needs half of it, and reading goes down as deep on the stack. */
    private static final int MAX_DEPTH = 100;

    private final SourceText source;
    private final Problems problems;
    private final boolean takesNull;
    private int depth;

    private YamlParser(SourceText source, Problems problems, boolean takesNull) {
        this.source = source;
        this.problems = problems;
        this.takesNull = takesNull;
    }

    /**
     * Reads one file. What is wrong becomes problems and is left out of the result: bad syntax, duplicate keys, keys
     * without a value, anything but keys and values at the top.
     *
     * @return without entries for an empty file
     */
    public static YamlValue.Mapping parse(SourceText source, Problems problems) {
        return new YamlParser(source, problems, false).parse();
    }

    /**
     * Reads a file of several documents. What is wrong becomes problems as in {@link #parse}, but a key may have null.
     * Behind bad syntax nothing more is read.
     *
     * @param example a line that a document may hold
     * @return those that hold something
     */
    public static List<YamlDocument> documents(SourceText source, String example, Problems problems) {
        return new YamlParser(source, problems, true).documents(example);
    }

    private YamlValue.Mapping parse() {
        List<Node> first = new ArrayList<>();
        compose(yaml -> yaml.composeString(source.text()).ifPresent(first::add));
        return first.stream()
                .flatMap(root -> root(root, "file", "delivery: exactly-once").stream())
                .findFirst()
                .orElseGet(() -> new YamlValue.Mapping(source.at(1, 0), Map.of()));
    }

    private List<YamlDocument> documents(String example) {
        List<Node> roots = new ArrayList<>();
        compose(yaml -> yaml.composeAllFromString(source.text()).forEach(roots::add));
        List<YamlDocument> documents = new ArrayList<>();
        for (int index = 0; index < roots.size(); index++) {
            int number = index;
            root(roots.get(index), "document", example)
                    .ifPresent(root -> documents.add(new YamlDocument(number, root)));
        }
        return List.copyOf(documents);
    }

    private Optional<YamlValue.Mapping> root(Node node, String what, String example) {
        return Optional.of(node)
                .filter(root -> !isNull(root))
                .flatMap(this::value)
                .flatMap(root -> root instanceof YamlValue.Mapping mapping
                        ? Optional.of(mapping)
                        : notKeysAndValues(root, what, example));
    }

    private void compose(Consumer<Compose> reading) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setMaxAliasesForCollections(MAX_ALIASES)
                .build();
        try {
            reading.accept(new Compose(settings));
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
        } catch (StackOverflowError tooDeep) {
            tooDeep(source.at(1, 0));
        }
    }

    private void tooDeep(SourceLocation at) {
        problems.add(
                at,
                ErrorCode.YAML_SYNTAX,
                "values are nested deeper than %d".formatted(MAX_DEPTH),
                "write them less deep; an unclosed bracket or a wrong indent can be the cause");
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
        if (node instanceof ScalarNode scalar) {
            requireWhole(scalar, at);
            return Optional.of(new YamlValue.Scalar(at, scalar.getValue(), scalar.isPlain(), kind(scalar.getTag())));
        }
        if (depth == MAX_DEPTH) {
            tooDeep(at);
            return Optional.empty();
        }
        depth++;
        YamlValue value =
                node instanceof MappingNode mapping ? mapping(mapping, at) : sequence((SequenceNode) node, at);
        depth--;
        return Optional.of(value);
    }

    /** Half a character, which only an escape can write, would turn into another unseen. */
    private void requireWhole(ScalarNode scalar, SourceLocation at) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(scalar.getValue())) {
            problems.add(
                    at,
                    ErrorCode.YAML_SYNTAX,
                    "this text holds half a character",
                    "write the character itself, or both halves of it: \\uD83D\\uDE00");
        }
    }

    private YamlValue.Sequence sequence(SequenceNode node, SourceLocation at) {
        return new YamlValue.Sequence(
                at,
                node.getValue().stream().flatMap(item -> value(item).stream()).toList());
    }

    private static YamlValue.Scalar.Kind kind(Tag tag) {
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return YamlValue.Scalar.Kind.NUMBER;
        }
        if (tag.equals(Tag.BOOL)) {
            return YamlValue.Scalar.Kind.BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? YamlValue.Scalar.Kind.NULL : YamlValue.Scalar.Kind.TEXT;
    }

    private YamlValue.Mapping mapping(MappingNode node, SourceLocation at) {
        Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            SourceLocation keyAt = at(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(keyAt, ErrorCode.YAML_SYNTAX, "a key must be plain text", "write it as name: value");
            } else if (entries.containsKey(key.getValue())) {
                duplicate(keyAt, key.getValue(), entries.get(key.getValue()));
            } else if (!takesNull && isNull(tuple.getValueNode())) {
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

    private Optional<YamlValue.Mapping> notKeysAndValues(YamlValue root, String what, String example) {
        problems.add(
                root.at(),
                ErrorCode.YAML_SYNTAX,
                "the %s must hold keys and values (found: %s)".formatted(what, root.shown()),
                "write lines such as " + example);
        return Optional.empty();
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
