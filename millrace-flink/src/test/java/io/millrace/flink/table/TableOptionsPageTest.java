package io.millrace.flink.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TableOptionsPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `'([^']+)'` \\|");

    @Test
    void namesEveryOptionAndNoOther() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "table-options.md"));

        assertThat(ROW.matcher(page).results().map(row -> row.group(1)))
                .as("the options of a table without a connector, in docs/table-options.md")
                .containsExactlyInAnyOrderElementsOf(StreamOptions.names());
    }
}
