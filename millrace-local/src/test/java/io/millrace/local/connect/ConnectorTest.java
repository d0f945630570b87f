package io.millrace.local.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.pipeline.ConnectorFile;
import io.millrace.core.text.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorTest {

    @Test
    void isReadAsDebeziumUsersHaveIt() {
        // When
        Connector connector = Connector.read(file("""
                {
                  // the shop's orders
                  "name": "orders-connector",
                  "config": {
                    "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
                    "database.hostname": "${PGHOST}",
                    "database.port": 5433,
                    "database.password": "${PGPASSWORD}",
                    "tombstones.on.delete": false,
                    "other": "${file:/secrets:key} and ${A_B}-${PGHOST}"
                  }
                }
                """));

        // Then
        assertThat(connector.name()).isEqualTo("orders-connector");
        assertThat(connector.config())
                .containsEntry("database.hostname", "${env:PGHOST}")
                .containsEntry("database.port", "5433")
                .containsEntry("database.password", "${env:PGPASSWORD}")
                .containsEntry("tombstones.on.delete", "false")
                .containsEntry("other", "${file:/secrets:key} and ${env:A_B}-${env:PGHOST}");
        assertThat(connector.variables()).containsExactlyInAnyOrder("PGHOST", "PGPASSWORD", "A_B");
        assertThat(connector.placeOf("PGPASSWORD").line()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": "a", "config": {"connector.class": "c"} | 1 | no JSON
            [] | 1 | no JSON object
            {"config": {"connector.class": "c"}} | 1 | "name" is missing
            {"name": "a", "connector.class": "c"} | 1 | unknown key "connector.class"
            {"name": "a", "config": {"tasks.max": "1"}} | 1 | "connector.class" is missing
            {"name": "a", "config": {"connector.class": "c", "x": {"y": 1}}} | 1 | "x" is no text
            {"name": "a", "name": "b", "config": {"connector.class": "c"}} | 1 | no JSON
            {"name": "a", "config": {"connector.class": "c"}} {} | 1 | no JSON
            """)
    void whatIsNoConnectorIsRefused(String text, int line, String why) {
        // When
        MillraceException refused = catchThrowableOfType(MillraceException.class, () -> Connector.read(file(text)));

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTOR_INVALID);
        assertThat(refused.problems()).anySatisfy(problem -> {
            assertThat(problem.location().orElseThrow().line()).isEqualTo(line);
            assertThat(problem.message()).contains(why);
        });
    }

    private static ConnectorFile file(String text) {
        return new ConnectorFile("orders.json", SourceText.of("connectors/orders.json", text));
    }
}
