package io.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsProblemsTest {

    private static final String DURATION = "must be a duration such as 250ms, 30s, 5m, 1h or 7d";

    private PipelineDirectory files;

    @BeforeEach
    void makeDirectory(@TempDir Path root) {
        files = new PipelineDirectory(root);
        files.write("orders/pipeline.sql", PipelineDirectory.SCRIPT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "delivery: exactly_once     | delivery must be one of at-most-once, at-least-once, exactly-once (was:"
                        + " 'exactly_once') | write delivery: exactly-once if that was meant",
                "profile: fast              | profile must be one of low-latency, high-throughput, high-durability"
                        + " (was: 'fast') | write for example profile: high-durability",
                "profile: [low-latency]     | profile must be one of low-latency, high-throughput, high-durability"
                        + " (was: a list) | write for example profile: high-durability",
                "idle: 5s                   | idle must be keys and values (was: '5s') | write for example idle:"
                        + " {after: 5s}",
                "idle: {advance: yes}       | idle.advance must be true or false (was: 'yes') | write for example"
                        + " advance: true",
                "parallelism: 0             | parallelism must be a whole number from 1 to 32768 (was: '0') | write"
                        + " for example parallelism: 4",
                "parallelism: 1.5           | parallelism must be a whole number from 1 to 32768 (was: '1.5') | write"
                        + " for example parallelism: 4",
                "time-zone: Europe/Berln    | time-zone must be a time zone such as UTC, Europe/Berlin or +02:00 (was:"
                        + " 'Europe/Berln') | write time-zone: Europe/Berlin if that was meant",
                "rejects: {pause-above: 50} | rejects.pause-above must be a percentage from 0% to 100%, such as 50%"
                        + " (was: '50') | write for example pause-above: 50%",
                "rejects: {then: stop}      | rejects.then must be one of pause, continue (was: 'stop') | write for"
                        + " example then: pause",
                "lateness:                  | 'lateness' has no value | give it a value, or remove the key so that the"
                        + " default holds",
                "lateness: ~                | 'lateness' has no value | give it a value, or remove the key so that the"
                        + " default holds",
                "tables: orders             | tables must be keys and values (was: 'orders') | write for example"
                        + " tables: {orders: {topic: shop.orders}}",
                "tables: {orders: a}        | tables.orders must be keys and values (was: 'a') | write for example"
                        + " orders: {topic: shop.orders}",
                "tables: {orders: {topic: a b}} | tables.orders.topic must be a topic's name: 1 to 249 letters,"
                        + " digits, '.', '_' and '-' (was: 'a b') | write for example topic: shop.orders",
                "tables: {orders: {topic: ..}}  | tables.orders.topic must be a topic's name: 1 to 249 letters,"
                        + " digits, '.', '_' and '-' (was: '..') | write for example topic: shop.orders",
                "tables: {orders: {event-time-min: soon}} | tables.orders.event-time-min must be a date such as"
                        + " 2020-01-01 (UTC) or a time such as 2020-01-01T00:00:00Z (was: 'soon') | write for example"
                        + " event-time-min: 2020-01-01",
                "tables: {orders: {delivery: exactly-once}} | unknown key 'tables.orders.delivery' | move it to the"
                        + " top level: it holds for the whole pipeline",
                "partitions: 3              | unknown key 'partitions' | move it under a table: tables: {orders:"
                        + " {partitions: ...}}",
                "rejects: {pauseAbove: 5%}  | unknown key 'rejects.pauseAbove' | write 'pause-above' if that was"
                        + " meant; keys known here: pause-above, at-least, then",
                "tables: {oders: {topic: a}} | the script declares no table 'oders' | write 'orders' if that was"
                        + " meant; tables of the script: orders",
                "tables: {orders: {feed: {file: no.csv}}} | the feed's file 'no.csv' cannot be read | put the file"
                        + " there; paths are relative to the file that names them",
                "tables: {orders: {feed: {file: pipelin.sql}}} | the feed's file 'pipelin.sql' cannot be read | write"
                        + " 'pipeline.sql' if that was meant",
                "tables: {orders: {feed: {speed: 60}}} | the feed names no file | write for example feed: {file:"
                        + " data/orders.csv, speed: 60}, or feed: {simulator: shop}",
                "tables: {orders: {feed: {simulator: shp}}} | there is no simulator 'shp' | write 'shop' if that was"
                        + " meant; simulators: shop",
                "tables: {orders: {feed: {simulator: shop, stream: order}}} | the simulator shop has no stream 'order'"
                        + " | write 'orders' if that was meant; streams of shop: customers, orders, payments,"
                        + " transactions, clicks, frauds",
                "tables: {orders: {feed: {simulator: shop, stream: visits}}} | the simulator shop has no stream"
                        + " 'visits' | use one of the streams of shop: customers, orders, payments, transactions, clicks,"
                        + " frauds",
                "tables: {orders: {feed: {simulator: shop, rate: 0}}} | tables.orders.feed.rate must be a whole number"
                        + " from 1 to 100000 (was: '0') | write for example rate: 200",
                "tables: {orders: {feed: {simulator: shop, seed: -1}}} | tables.orders.feed.seed must be a whole"
                        + " number from 0 to 2147483647 (was: '-1') | write for example seed: 1",
                "tables: {orders: {feed: {simulator: shop, speed: 2}}} | unknown key 'tables.orders.feed.speed' | a"
                        + " simulator goes by rate, in events a second: write for example rate: 200",
                "tables: {orders: {feed: {simulator: shop, file: pipeline.sql}}} | unknown key"
                        + " 'tables.orders.feed.file' | a feed is a file or a simulator: remove one of the two",
                "tables: {orders: {feed: {simulator: shop, raet: 5}}} | unknown key 'tables.orders.feed.raet' | write"
                        + " 'rate' if that was meant; keys known here: simulator, stream, rate, seed",
                "tables: {orders: {feed: {file: pipeline.sql, rate: 5}}} | unknown key 'tables.orders.feed.rate' | a"
                        + " file goes by speed, times its recorded pace: write for example speed: 60",
                "tables: {orders: {feed: {file: pipeline.sql, seed: 5}}} | unknown key 'tables.orders.feed.seed' | it"
                        + " belongs to a simulator: write for example feed: {simulator: shop}",
                "{state: heap, state: heap} | 'state' stands here twice (first in line 1) | remove one of the two",
                "just text                  | the file must hold keys and values (found: 'just text') | write lines"
                        + " such as delivery: exactly-once"
            })
    void saysWhatIsExpectedInstead(String settings, String message, String remedy) {
        // When
        List<Problem> problems = problems(settings);

        // Then
        assertThat(problems).extracting(Problem::message).containsExactly(message);
        assertThat(problems).extracting(Problem::remedy).containsExactly(remedy);
    }

    @Test
    void saysWhatADurationLooksLikeAndHowShortItMayBe() {
        // When
        List<Problem> problems = problems("lateness: 30\ncheckpoint: 1ms\ntables: {orders: {retention: forever}}\n");

        // Then
        assertThat(problems)
                .extracting(Problem::message)
                .containsExactly(
                        "lateness " + DURATION + " (was: '30')",
                        "checkpoint " + DURATION + ", at least 10ms (was: '1ms')",
                        "tables.orders.retention " + DURATION + ", at least 1s (was: 'forever')");
    }

    @Test
    void pointsAtTheKeyOrTheValueThatIsWrong() {
        // When
        List<Problem> problems = problems("tables:\n  orders:\n    partitions: six\n    patitions: 6\n");

        // Then
        assertThat(problems)
                .extracting(problem -> problem.location().orElseThrow().toString())
                .map(files::relative)
                .containsExactly("orders/millrace.yml:3:17", "orders/millrace.yml:4:5");
    }

    @Test
    void reportsBrokenYamlWithItsPlace() {
        // When
        List<Problem> problems = problems("state: heap\nprofile: a: b\n");

        // Then
        assertThat(problems)
                .extracting(Problem::message)
                .containsExactly("this is not valid YAML: mapping values are not allowed here");
        assertThat(problems.get(0).location().orElseThrow().line()).isEqualTo(2);
    }

    @Test
    void readsYamlAsOnePointTwo() {
        // When
        List<Problem> problems = problems("parallelism: 1_0\nstate: on\n");

        // Then
        assertThat(problems)
                .as("the text that the user wrote, not what YAML 1.1 made of it")
                .extracting(Problem::message)
                .containsExactly(
                        "parallelism must be a whole number from 1 to 32768 (was: '1_0')",
                        "state must be one of heap, rocksdb (was: 'on')");
    }

    @Test
    void survivesAliasesThatContainThemselves() {
        // When
        List<Problem> problems = problems("tables: &a {orders: *a}\n");

        // Then
        assertThat(problems).extracting(Problem::message).contains("this value contains itself");
    }

    @Test
    void holdsOnlyThePipelinesOwnFilesToItsTablesHoweverThePathIsWritten() {
        // Given
        files.write("orders/millrace.yml", "tables: {oders: {topic: a}}");
        files.write("env/local.yml", "tables: {payments: {topic: b}}");
        Path relative = Path.of("").toAbsolutePath().relativize(files.root().resolve("orders"));

        // When
        MillraceException failure =
                catchThrowableOfType(MillraceException.class, () -> PipelineLoader.load(List.of(relative), "local"));

        // Then
        assertThat(failure.problems())
                .extracting(Problem::message)
                .containsExactly("the script declares no table 'oders'");
        assertThat(failure.problems().get(0).location().orElseThrow().file())
                .isEqualTo(relative.resolve("millrace.yml").toString());
    }

    @Test
    void refusesASecondDocument() {
        // When
        List<Problem> problems = problems("state: heap\n---\nstate: heap\n");

        // Then
        assertThat(problems)
                .extracting(Problem::message)
                .containsExactly("this is not valid YAML: expected a single document in the stream,"
                        + " but found another document");
    }

    private List<Problem> problems(String settings) {
        files.write("orders/millrace.yml", settings);
        return catchThrowableOfType(MillraceException.class, () -> files.load("orders"))
                .problems();
    }

    @Test
    void aTableWhoseNameIsNoStreamHasToNameOne() {
        // Given
        files.write("visits/pipeline.sql", "CREATE TABLE visits (id INT);\nINSERT INTO visits SELECT 1;\n");
        files.write("visits/millrace.yml", "tables: {visits: {feed: {simulator: shop}}}");

        // When
        MillraceException failure = catchThrowableOfType(MillraceException.class, () -> files.load("visits"));

        // Then
        assertThat(failure.problems())
                .extracting(Problem::message, Problem::remedy)
                .containsExactly(Tuple.tuple(
                        "the simulator shop has no stream 'visits'",
                        "name one with stream; use one of the streams of shop: customers, orders, payments,"
                                + " transactions, clicks, frauds"));
    }
}
