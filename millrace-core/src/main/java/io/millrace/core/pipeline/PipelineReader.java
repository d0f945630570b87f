package io.millrace.core.pipeline;

import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.environment.EnvironmentKeys;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problems;
import io.millrace.core.text.SourceFile;
import io.millrace.core.text.SourceText;
import io.millrace.core.text.Suggestions;
import io.millrace.core.yaml.YamlParser;
import io.millrace.core.yaml.YamlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the files of one pipeline. */
final class PipelineReader {

    private final PipelineFiles files;
    private final String environment;
    private final Problems problems = new Problems();

    PipelineReader(PipelineFiles files, String environment) {
        this.files = files;
        this.environment = environment;
    }

    /** @throws MillraceException with every problem, file by file from top to bottom */
    Pipeline read() {
        Optional<List<SqlStatement>> statements =
                SourceFile.read(files.script(), ErrorCode.SQL_SYNTAX, problems).flatMap(this::statements);
        List<YamlValue.Mapping> layers = layers();
        YamlValue.Mapping merged = merged(layers);
        boolean isLocal = environment.equals(EnvironmentFiles.LOCAL);
        PolicyBinder.Bound bound = PolicyBinder.bind(merged, isLocal, problems);
        DatabaseFiles database = database();
        Optional<String> name = new PipelineNames(problems).name(bound.name(), files);
        statements.ifPresent(list -> refuseUnknownTables(DeclaredTables.in(list), layers));
        if (problems.count() > 0) {
            throw new MillraceException(problems.byPlace());
        }
        return new Pipeline(
                name.orElseThrow(),
                files.source(),
                statements.orElseThrow(),
                bound.policies().orElseThrow(),
                files.java(),
                database);
    }

    private DatabaseFiles database() {
        return new DatabaseFiles(
                files.database().stream()
                        .flatMap(file -> SourceFile.read(file, ErrorCode.DATABASE_SCRIPT, problems).stream()
                                .map(text -> new DatabaseScript(PipelineFiles.fileName(file), text)))
                        .toList(),
                files.connectors().stream()
                        .flatMap(file -> SourceFile.read(file, ErrorCode.CONNECTOR_INVALID, problems).stream()
                                .map(text -> new ConnectorFile(PipelineFiles.fileName(file), text)))
                        .toList());
    }

    /** What the files of settings say together; for looking for places. */
    YamlValue.Mapping settings() {
        return merged(layers());
    }

    private static YamlValue.Mapping merged(List<YamlValue.Mapping> layers) {
        return layers.stream()
                .reduce((upper, lower) -> upper.over(lower))
                .orElseGet(() -> new YamlValue.Mapping(
                        SourceText.of(PipelineFiles.SETTINGS, "").at(1, 0), Map.of()));
    }

    /** The script alone, under the standard policies, if it can be read; for looking for more problems. */
    Optional<Pipeline> readScript() {
        return SourceFile.read(files.script(), ErrorCode.SQL_SYNTAX, problems)
                .flatMap(source -> problems.collect(() -> SqlScript.split(source)))
                .map(statements ->
                        new Pipeline("script", files.source(), statements, Policies.standard(), files.java()));
    }

    private Optional<List<SqlStatement>> statements(SourceText source) {
        Optional<List<SqlStatement>> statements = problems.collect(() -> SqlScript.split(source));
        statements
                // where there is Java, it may hold what there is to compute
                .filter(list -> files.java().sources().isEmpty()
                        && list.stream().noneMatch(one -> one.kind() == SqlStatement.Kind.INSERT))
                .ifPresent(list -> problems.add(
                        source.at(1, 0),
                        ErrorCode.PIPELINE_EMPTY,
                        list.isEmpty() ? "the script holds no statement" : "the script holds no INSERT INTO",
                        "say what to compute: INSERT INTO some_table SELECT ... FROM another_table;"));
        return statements;
    }

    /** Nearest first: what wins comes before what it wins over. */
    private List<YamlValue.Mapping> layers() {
        List<YamlValue.Mapping> layers = new ArrayList<>();
        EnvironmentFiles.find(files.folder(), environment).stream()
                .map(this::asTyped)
                .flatMap(overlay -> parsed(overlay).stream())
                .map(this::withoutAddresses)
                .forEach(layers::add);
        files.settings().flatMap(this::parsed).ifPresent(layers::add);
        return List.copyOf(layers);
    }

    private Optional<YamlValue.Mapping> parsed(Path file) {
        return SourceFile.read(file, ErrorCode.YAML_SYNTAX, problems).map(source -> YamlParser.parse(source, problems));
    }

    /** Where a named environment is stands in the same files, and is read by whoever goes there. */
    private YamlValue.Mapping withoutAddresses(YamlValue.Mapping overlay) {
        return environment.equals(EnvironmentFiles.LOCAL) ? overlay : overlay.without(EnvironmentKeys.TOP);
    }

    /** Relative to the working directory if the user named the pipeline so. */
    private Path asTyped(Path absolute) {
        return files.source().isAbsolute()
                ? absolute
                : Path.of("").toAbsolutePath().relativize(absolute);
    }

    /** Tables in files above the pipeline's folder may be another pipeline's, so only its own files are held to this. */
    private void refuseUnknownTables(List<String> declared, List<YamlValue.Mapping> layers) {
        for (YamlValue.Mapping layer : layers) {
            YamlValue.Entry tables = layer.entries().get("tables");
            if (tables != null && isOwn(layer) && tables.value() instanceof YamlValue.Mapping named) {
                named.entries().forEach((name, entry) -> {
                    if (!declared.contains(name)) {
                        problems.add(
                                entry.at(),
                                ErrorCode.TABLE_UNKNOWN,
                                "the script declares no table '%s'".formatted(name),
                                declared.isEmpty()
                                        ? "declare it with CREATE TABLE"
                                        : Suggestions.remedy(name, declared, "tables of the script"));
                    }
                });
            }
        }
    }

    private boolean isOwn(YamlValue.Mapping layer) {
        return Path.of(layer.at().file()).toAbsolutePath().normalize().startsWith(files.folder());
    }
}
