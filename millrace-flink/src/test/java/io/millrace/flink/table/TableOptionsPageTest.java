package io.millrace.flink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.table.StreamOptions.Documented;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

class TableOptionsPageTest {

    @Test
    void theTableOfThePageIsMadeFromTheCode() throws IOException {
        // Given
        Path page = Path.of("..", "docs", "table-options.md");
        String text = Files.readString(page);

        // When
        String made = text.replaceFirst(
                "(?s)(<!-- options: begin -->\n).*?(<!-- options: end -->)",
                "$1" + Matcher.quoteReplacement(table()) + "$2");
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, made);
            return;
        }

        // Then
        assertThat(text)
                .as("make it anew: mvn test -Dquick -pl millrace-flink -am -Dtest=TableOptionsPageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true")
                .isEqualTo(made)
                .contains("<!-- options: begin -->\n| option |");
    }

    @Test
    void theDefaultsOfThePageAreThoseOfTheCode() {
        assertThat(StreamOptions.ALL)
                .filteredOn(documented -> isPlain(documented.option()))
                .allSatisfy(documented -> assertThat(documented.standard())
                        .as(documented.option().key())
                        .contains(String.valueOf(documented.option().defaultValue())));
    }

    /** Of others the default depends on something, or is not to be seen. */
    private static boolean isPlain(ConfigOption<?> option) {
        return option.hasDefaultValue()
                && !String.valueOf(option.defaultValue()).isEmpty()
                && !option.equals(StreamOptions.KEY_FIELDS);
    }

    private static String table() {
        return StreamOptions.ALL.stream()
                .map(TableOptionsPageTest::line)
                .collect(Collectors.joining("\n", "| option | default | |\n| --- | --- | --- |\n", "\n"));
    }

    private static String line(Documented documented) {
        return "| `'%s'` | %s | %s |".formatted(documented.option().key(), documented.standard(), documented.meaning());
    }
}
