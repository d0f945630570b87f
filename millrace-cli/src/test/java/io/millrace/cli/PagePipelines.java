package io.millrace.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The pipelines of a page, as files. A block is appended to the file that stands above it. Other SQL makes up a pipeline
 * of the page's name; a test without a file follows the one before it.
 *
 * @param all every pipeline
 * @param tested those with tests
 * @param tests how many of those are on the page
 */
record PagePipelines(Set<Path> all, Set<Path> tested, int tests) {

    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+)");
    private static final Pattern KEY = Pattern.compile("(?m)^  (\\w+):");

    /** Of tables that their pages hold to the code elsewhere: SimulatorPageTest. */
    private static final Set<String> SQL_IS_TESTED_ELSEWHERE = Set.of("simulator");

    PagePipelines {
        all = Set.copyOf(all);
        tested = Set.copyOf(tested);
    }

    Set<Path> untested() {
        Set<Path> untested = new LinkedHashSet<>(all);
        untested.removeIf(pipeline -> tested.contains(pipeline)
                || tested.contains(pipeline.resolveSibling(".").normalize()));
        return untested;
    }

    static PagePipelines write(Page page, Path folder) throws IOException {
        Path own = Files.createTempDirectory(folder, page.name());
        Path ownPipeline = own.resolve(page.name());
        Path lastTest = ownPipeline.resolve("tests").resolve("page.yml");
        Set<Path> all = new LinkedHashSet<>();
        Set<Path> tested = new LinkedHashSet<>();
        int tests = 0;
        boolean hasSql = !SQL_IS_TESTED_ELSEWHERE.contains(page.name());
        for (Page.Block block : page.blocks()) {
            if (block.language().isEmpty()) {
                makeNew(block, own);
            } else if (block.isTest()) {
                lastTest = block.file().map(own::resolve).orElse(lastTest);
                append(lastTest, "---\n", block.text());
                tested.add(lastTest.resolve("..").resolve("..").normalize());
                tests++;
            } else if (block.language().equals("sql") && hasSql) {
                Path script = block.file().map(own::resolve).orElse(ownPipeline.resolve("pipeline.sql"));
                append(script, "", block.text());
                all.add(
                        script.endsWith("pipeline.sql")
                                ? script.resolveSibling(".").normalize()
                                : script);
            } else if (block.file().isPresent()) {
                append(own.resolve(block.file().get()), "", block.text());
            }
        }
        for (Path pipeline : all) {
            complete(pipeline.resolve("pipeline.sql"));
        }
        return new PagePipelines(all, tested, tests);
    }

    /** What a page tells its reader to start from. */
    private static void makeNew(Page.Block block, Path own) throws IOException {
        for (String line : block.text().lines().toList()) {
            if (line.startsWith("./millrace new ")) {
                Path target = own.resolve(line.substring("./millrace new ".length()));
                assertThat(OfflineCli.on(Screen.pipe()).execute("new", target.toString()))
                        .as(line)
                        .isZero();
            }
        }
    }

    private static void append(Path file, String separator, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        String before = Files.exists(file) ? separator : "";
        Files.writeString(file, before + text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** A script of tables alone reads each of them. */
    private static void complete(Path script) throws IOException {
        if (Files.exists(script) && !Files.readString(script).contains("INSERT INTO")) {
            append(
                    script,
                    "",
                    TABLE.matcher(Files.readString(script))
                            .results()
                            .map(table -> table.group(1))
                            .map(table -> """
                                    CREATE TABLE count_%s (n BIGINT, PRIMARY KEY (n) NOT ENFORCED);
                                    INSERT INTO count_%s SELECT COUNT(*) FROM %s;
                                    """.formatted(table, table, table))
                            .collect(joining()));
        }
    }

    /** A pipeline that has no more than the tables which the settings name. */
    static Path forSettings(Page.Block settings, Path folder) throws IOException {
        Path pipeline = Files.createTempDirectory(folder, "settings");
        Files.writeString(pipeline.resolve("millrace.yml"), settings.text());
        int tables = ("\n" + settings.text()).indexOf("\ntables:");
        Files.writeString(
                pipeline.resolve("pipeline.sql"),
                KEY.matcher(tables < 0 ? "" : settings.text().substring(tables))
                        .results()
                        .map(key -> "CREATE TABLE %s (id STRING);%n".formatted(key.group(1)))
                        .collect(joining(
                                "", "CREATE TABLE results (id STRING);\n", "INSERT INTO results SELECT 'any';\n")));
        return pipeline;
    }
}
