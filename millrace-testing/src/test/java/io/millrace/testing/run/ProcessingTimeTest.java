package io.millrace.testing.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessingTimeTest {

    @Test
    void findsWhatAsksTheMachinesClock() {
        // When
        var found = ProcessingTime.in(Pipelines.pipeline("""
                SET 'table.exec.state.ttl' = '1 d';
                CREATE TABLE orders (id STRING, at_once AS PROCTIME());
                CREATE TABLE seen (id STRING, t TIMESTAMP_LTZ(3));
                INSERT INTO seen SELECT id, now() FROM orders;
                INSERT INTO seen SELECT /*+ STATE_TTL('orders' = '1d') */ id,
                  Current_Timestamp FROM orders;
                INSERT INTO seen SELECT id, MATCH_PROCTIME() FROM orders;
                """));

        // Then
        assertThat(found)
                .extracting(use -> use.at().line() + ":" + use.at().column() + " " + use.what())
                .containsExactly(
                        "1:5 table.exec.state.ttl",
                        "2:44 PROCTIME",
                        "4:29 now",
                        "5:29 STATE_TTL",
                        "6:3 Current_Timestamp",
                        "7:29 MATCH_PROCTIME");
    }

    @Test
    void stateThatIsKeptForEverIsForgottenByNoClock() {
        assertThat(ProcessingTime.in(Pipelines.pipeline("SET 'table.exec.state.ttl' = '0 ms';")))
                .isEmpty();
    }

    @Test
    void passesOverTextCommentsAndNames() {
        assertThat(ProcessingTime.in(Pipelines.pipeline("""
                CREATE TABLE orders (id STRING, `LOCALTIME` STRING, now_or_later STRING);
                CREATE TABLE seen (id STRING, t STRING);
                INSERT INTO seen SELECT 'CURRENT_DATE', `LOCALTIME` /* NOW() */ -- PROCTIME()
                FROM orders WHERE UNIX_TIMESTAMP(id) > 0;
                """))).isEmpty();
    }
}
