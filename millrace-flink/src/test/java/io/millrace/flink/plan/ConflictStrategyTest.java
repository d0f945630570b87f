package io.millrace.flink.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConflictStrategyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO totals SELECT 1                       | totals",
                "insert  into\ttotals (a, b) SELECT 1, 2           | totals",
                "INSERT INTO `my totals` SELECT 1                  | my totals",
                "INSERT INTO `a``b` SELECT 1                       | a`b",
                "INSERT INTO millrace.pipeline.totals SELECT 1     | totals",
                "INSERT INTO `millrace`.`pipeline`.`totals` SELECT 1 | totals"
            })
    void findsTheTable(String insert, String table) {
        assertThat(ConflictStrategy.target(insert)).isEqualTo(table);
    }

    @Test
    void fillsInForAnUpsertStreamOnly() {
        String insert = "INSERT INTO totals SELECT 1 -- one";

        assertThat(ConflictStrategy.complete(insert, "totals"::equals))
                .as("behind a comment it would not count")
                .isEqualTo(insert + "\nON CONFLICT DO DEDUPLICATE");
        assertThat(ConflictStrategy.complete(insert, "others"::equals)).isEqualTo(insert);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ON CONFLICT DO NOTHING", "on conflict do error", "ON\nCONFLICT DO\n DEDUPLICATE "})
    void leavesWhatTheUserSays(String stated) {
        String insert = "INSERT INTO totals SELECT 1 " + stated;

        assertThat(ConflictStrategy.complete(insert, table -> true)).isEqualTo(insert);
    }
}
