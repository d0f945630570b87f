package io.millrace.local.run;

import io.millrace.core.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pipeline with one mistake, as a case of a file in {@code src/test/resources/broken}.
 *
 * @param files by their names
 * @param says all that {@code check} must tell of it
 */
record BrokenPipeline(String name, Map<String, String> files, String says) {

    private static final String SAYS = "says";
    private static final String SCRIPT = "pipeline.sql";
    private static final String HARMLESS = "@used\nINSERT INTO totals SELECT customer_id, amount FROM orders;\n";

    /** A line each, so that they are the first line of a script that asks for them. */
    private static final List<String> TABLES = List.of(
            "CREATE TABLE orders (order_id STRING, customer_id STRING, amount INT, shipped_at TIMESTAMP_LTZ(3),"
                    + " created_at TIMESTAMP_LTZ(3), WATERMARK FOR created_at AS created_at - INTERVAL '5' SECOND);",
            "CREATE TABLE refunds (order_id STRING, reason STRING, refunded_at TIMESTAMP_LTZ(3),"
                    + " WATERMARK FOR refunded_at AS refunded_at - INTERVAL '5' SECOND);",
            "CREATE TABLE customers (customer_id STRING, name STRING, PRIMARY KEY (customer_id) NOT ENFORCED);",
            "CREATE TABLE copies (order_id STRING, customer_id STRING);",
            "CREATE TABLE pairs (id STRING, what STRING);",
            "CREATE TABLE counts (customer_id STRING, n BIGINT);",
            "CREATE TABLE totals (customer_id STRING, n BIGINT, PRIMARY KEY (customer_id) NOT ENFORCED);");

    static List<BrokenPipeline> in(Path file) throws IOException {
        List<BrokenPipeline> all = new ArrayList<>();
        for (String text : Files.readString(file).split("(?m)^=== ")) {
            if (!text.isBlank()) {
                all.add(of(text));
            }
        }
        return all;
    }

    private static BrokenPipeline of(String text) {
        String[] parts = text.split("(?m)^--- ");
        Map<String, String> files = new LinkedHashMap<>();
        for (String part : List.of(parts).subList(1, parts.length)) {
            int end = part.indexOf('\n');
            files.put(part.substring(0, end), part.substring(end + 1));
        }
        String says = String.valueOf(files.remove(SAYS)).strip();
        files.putIfAbsent(SCRIPT, HARMLESS);
        return new BrokenPipeline(parts[0].strip(), files, says);
    }

    /** Writes it into a folder {@code orders} of another one, and checks it there. */
    String check(Path folder) throws IOException {
        Path pipeline = Files.createDirectory(folder.resolve("orders"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = pipeline.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, withTables(file.getValue()));
        }
        return LocalCheck.of(List.of(pipeline)).stream()
                .map(Problem::render)
                .collect(Collectors.joining("\n"))
                .replace(folder + "/", "");
    }

    private static String withTables(String script) {
        return script.replace("@tables", String.join(" ", TABLES))
                .replace(
                        "@used",
                        TABLES.stream()
                                .filter(table -> isNamed(table.split(" ")[2], script))
                                .collect(Collectors.joining(" ")));
    }

    private static boolean isNamed(String table, String script) {
        return Pattern.compile("\\b" + table + "\\b").matcher(script).find();
    }
}
