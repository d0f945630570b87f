package io.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.delivery.Profile;
import io.millrace.core.error.SourceLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private PipelineDirectory files;

    @BeforeEach
    void makeDirectory(@TempDir Path root) {
        files = new PipelineDirectory(root);
        files.write("orders/pipeline.sql", PipelineDirectory.SCRIPT);
    }

    @Test
    void fillsInTheDefaults() {
        // When
        Policies policies = files.load("orders").policies();

        // Then
        assertThat(policies.delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
        assertThat(policies.profile()).isEqualTo(Profile.HIGH_DURABILITY);
        assertThat(policies.checkpoint()).isEqualTo(Duration.ofSeconds(1));
        assertThat(policies.state()).isEqualTo(StateBackend.HEAP);
        assertThat(policies.timeZone().normalized()).isEqualTo(ZoneOffset.UTC);
        assertThat(policies.parallelism()).isEmpty();
        assertThat(policies.tables()).isEmpty();
        assertThat(policies.table("orders"))
                .isEqualTo(new TablePolicy(
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ZERO,
                        new IdlePolicy(Duration.ofSeconds(5), false),
                        Duration.ofHours(1),
                        Optional.empty(),
                        new FloodPolicy(0.5, 1000, FloodPolicy.Action.PAUSE)));
    }

    @Test
    void readsEveryKey() {
        // Given
        Path feed = files.write("orders/data/orders.csv", "id\n1\n");
        files.write("orders/millrace.yml", """
            name: shop
            delivery: at-least-once
            profile: low-latency
            checkpoint: 250ms
            state: rocksdb
            time-zone: Europe/Berlin
            parallelism: 4
            lateness: 10s
            idle: {after: 1m}
            future: 5m
            rejects: {pause-above: 12.5%, at-least: 10, then: continue}
            tables:
              orders:
                topic: shop.orders
                partitions: 3
                retention: 30d
                event-time-min: 2020-01-01
                lateness: 0s
                idle: {advance: true}
                rejects: {then: pause}
                feed: {file: data/orders.csv, speed: 60}
            """);

        // When
        Pipeline pipeline = files.load("orders");

        // Then
        Policies policies = pipeline.policies();
        assertThat(pipeline.name()).isEqualTo("shop");
        assertThat(policies.delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
        assertThat(policies.profile()).isEqualTo(Profile.LOW_LATENCY);
        assertThat(policies.checkpoint()).isEqualTo(Duration.ofMillis(250));
        assertThat(policies.state()).isEqualTo(StateBackend.ROCKSDB);
        assertThat(policies.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(policies.parallelism()).contains(4);
        assertThat(policies.defaults().rejects()).isEqualTo(new FloodPolicy(0.125, 10, FloodPolicy.Action.CONTINUE));
        assertThat(policies.table("orders"))
                .as("what a table does not say comes from the pipeline")
                .isEqualTo(new TablePolicy(
                        Optional.of("shop.orders"),
                        OptionalInt.of(3),
                        Optional.of(Duration.ofDays(30)),
                        Optional.of(new Feed.Replay(feed, OptionalDouble.of(60), place(policies, "orders"))),
                        Duration.ZERO,
                        new IdlePolicy(Duration.ofMinutes(1), true),
                        Duration.ofMinutes(5),
                        Optional.of(Instant.parse("2020-01-01T00:00:00Z")),
                        new FloodPolicy(0.125, 10, FloodPolicy.Action.PAUSE)));
    }

    @Test
    void letsTheNearestOverlayWinKeyByKey() {
        // Given
        files.write(
                "orders/millrace.yml", "{checkpoint: 2s, parallelism: 2, tables: {orders: {topic: a, partitions: 3}}}");
        files.write("orders/env/prod.yml", "{parallelism: 8, tables: {orders: {topic: b}}}");
        files.write("env/prod.yml", "{parallelism: 16, state: rocksdb, tables: {payments: {topic: c}}}");

        // When
        Policies policies = files.load("orders", "prod").policies();

        // Then
        assertThat(policies.checkpoint()).isEqualTo(Duration.ofSeconds(2));
        assertThat(policies.parallelism()).as("nearest").contains(8);
        assertThat(policies.state()).as("from the folder above").isEqualTo(StateBackend.ROCKSDB);
        assertThat(policies.table("orders").topic()).contains("b");
        assertThat(policies.table("orders").partitions())
                .as("merged, not replaced")
                .hasValue(3);
        assertThat(files.load("orders", "test").policies().parallelism()).contains(2);
    }

    @Test
    void looksForOverlaysNoFurtherThanThreeFoldersUp() {
        // Given
        files.write("a/b/c/d/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write("env/local.yml", "parallelism: 7");
        files.write("a/env/local.yml", "state: rocksdb");

        // When
        Policies policies = files.load("a/b/c/d").policies();

        // Then
        assertThat(policies.parallelism()).isEmpty();
        assertThat(policies.state()).isEqualTo(StateBackend.ROCKSDB);
    }

    @Test
    void looksForOverlaysNotAboveTheRepository() {
        // Given
        files.write("env/local.yml", "parallelism: 7");
        files.write("repo/.git/HEAD", "");
        files.write("repo/orders/pipeline.sql", PipelineDirectory.SCRIPT);

        // When
        Policies policies = files.load("repo/orders").policies();

        // Then
        assertThat(policies.parallelism()).isEmpty();
    }

    @Test
    void leavesFeedsOutOfNamedEnvironments() {
        // Given
        files.write("orders/millrace.yml", "tables: {orders: {feed: {file: not-on-this-machine.csv}}}");

        // When
        Policies policies = files.load("orders", "prod").policies();

        // Then
        assertThat(policies.table("orders").feed()).isEmpty();
    }

    @Test
    void feedsAsFastAsItCanUnlessToldOtherwise() {
        // Given
        files.write("orders/orders.jsonl", "{}\n");
        files.write("orders/env/local.yml", "tables: {orders: {feed: {file: ../orders.jsonl}}}");

        // When
        Policies policies = files.load("orders").policies();

        // Then
        assertThat(policies.table("orders").feed())
                .as("relative to the file that names it")
                .contains(new Feed.Replay(
                        files.root().resolve("orders/orders.jsonl"),
                        OptionalDouble.empty(),
                        place(policies, "orders")));
    }

    @Test
    void aSimulatorsStreamIsTheTablesNameUnlessToldOtherwise() {
        // Given
        files.write(
                "shop/pipeline.sql",
                "CREATE TABLE orders (id INT);\n"
                        + "CREATE TABLE paid (id INT);\n"
                        + "INSERT INTO paid SELECT id FROM orders;\n");
        files.write("shop/millrace.yml", """
            tables:
              orders: {feed: {simulator: shop}}
              paid: {feed: {simulator: shop, stream: clicks, rate: 20, seed: 7}}
            """);

        // When
        Policies policies = files.load("shop").policies();

        // Then
        assertThat(policies.table("orders").feed())
                .contains(new Feed.Simulation(ShopStream.ORDERS, 100, 1, place(policies, "orders")));
        assertThat(policies.table("paid").feed())
                .contains(new Feed.Simulation(ShopStream.CLICKS, 20, 7, place(policies, "paid")));
        assertThat(files.load("shop", "prod").policies().table("orders").feed())
                .as("feeds run only here")
                .isEmpty();
    }

    private static SourceLocation place(Policies policies, String table) {
        return policies.table(table).feed().orElseThrow().at();
    }
}
