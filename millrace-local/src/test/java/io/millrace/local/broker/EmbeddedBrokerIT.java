package io.millrace.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.Problem;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    private final Path directory;

    EmbeddedBrokerIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void keepsWhatItHoldsWhenItComesBackOnOtherPorts() throws Exception {
        // Given
        int before;
        try (EmbeddedBroker broker = start(options())) {
            before = broker.port();
            Probe probe = new Probe(broker.bootstrapServers());
            probe.createTopic("orders");
            probe.send("orders", "a", "b");
        }

        // When
        try (ServerSocket other = new ServerSocket(before, 1, InetAddress.getLoopbackAddress());
                EmbeddedBroker broker = start(options().withPort(before))) {
            Probe probe = new Probe(broker.bootstrapServers());
            probe.send("orders", "c");

            // Then
            assertThat(broker.port()).isNotEqualTo(other.getLocalPort());
            assertThat(broker.wasMoved())
                    .as("clients have to be told of the other port")
                    .isTrue();
            assertThat(probe.read("orders", 3)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void comesBackWithWhatWasCommittedAfterItWasKilled() throws Exception {
        // Given
        try (ChildProcess child = ChildProcess.start(BrokerMain.class, directory.toString())) {
            Probe probe = new Probe(child.await("READY"));
            probe.createTopic("orders");
            probe.send("orders", "a", "b");
            leaveTransactionOpen(probe);
            child.kill();
        }

        // When
        try (EmbeddedBroker broker = start(options())) {
            Probe probe = new Probe(broker.bootstrapServers());
            abortOpenTransaction(probe);
            probe.send("orders", "c");

            // Then
            assertThat(probe.read("orders", 3)).containsExactly("a", "b", "c");
            assertThat(broker.startTime()).isLessThan(Duration.ofSeconds(30));
        }
    }

    private static void leaveTransactionOpen(Probe probe) {
        KafkaProducer<String, String> producer = probe.producer("open");
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("orders", "never committed"));
        producer.flush();
        producer.close(Duration.ZERO);
    }

    private static void abortOpenTransaction(Probe probe) {
        try (KafkaProducer<String, String> producer = probe.producer("open")) {
            producer.initTransactions();
        }
    }

    @Test
    void refusesDataThatAnotherBrokerUses() {
        // Given
        try (EmbeddedBroker broker = start(options())) {

            // When
            assertThatThrownBy(() -> start(options()))
                    // Then
                    .as("two brokers on one directory would destroy it; %s serves it", broker.bootstrapServers())
                    .hasMessageContaining("[MR-3004]")
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void saysThatTheMetadataLogIsDamagedAndChangesNothing() throws Exception {
        // Given
        try (EmbeddedBroker broker = start(options())) {
            new Probe(broker.bootstrapServers()).createTopic("orders");
        }
        Path topic = directory.resolve("orders-0");
        Path log = directory.resolve("__cluster_metadata-0/00000000000000000000.log");
        byte[] bytes = Files.readAllBytes(log);
        Arrays.fill(bytes, 200, 400, (byte) 0x5a);
        Files.write(log, bytes);

        // When
        assertThatThrownBy(() -> start(options()))
                // Then
                .hasMessageContaining("[MR-3005]")
                .hasMessageContaining("--wipe")
                .hasMessageContaining("nothing has been deleted");
        assertThat(Files.readAllBytes(log)).isEqualTo(bytes);
        assertThat(topic).as("Kafka itself would set the topic aside").isDirectory();
    }

    @Test
    void reportsALostDataDirectoryRatherThanEndTheProcess() throws Exception {
        // Given
        CompletableFuture<Problem> fatal = new CompletableFuture<>();
        Path data = directory.resolve("data");
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(data).withPort(0), fatal::complete)) {
            Probe probe = new Probe(broker.bootstrapServers());

            // When
            Files.move(data, directory.resolve("gone"));
            Files.writeString(data, "no directory");
            CompletableFuture.runAsync(() -> {
                try {
                    probe.createTopic("orders");
                } catch (Exception expected) {
                    // The broker that should answer is gone.
                }
            });

            // Then
            assertThat(fatal.get(60, TimeUnit.SECONDS).render())
                    .contains("[MR-3002]", "its data directory can no longer be used");
            assertThat(broker.failure()).isPresent();
        }
    }

    @Test
    void startsAgainInTheSameProcessAfterAFailedStart() throws Exception {
        // Given
        Path meta = Files.writeString(directory.resolve("meta.properties"), "version=1\nnode.id=1\ncluster.id=abc\n");
        Path bootstrap = Files.writeString(directory.resolve("bootstrap.checkpoint"), "damaged".repeat(50));

        // When
        assertThatThrownBy(() -> start(options())).hasMessageContaining("[MR-3005]");

        // Then
        Files.delete(meta);
        Files.delete(bootstrap);
        start(options()).close();
    }

    private BrokerOptions options() {
        return BrokerOptions.in(directory).withPort(0);
    }

    private static EmbeddedBroker start(BrokerOptions options) {
        return EmbeddedBroker.start(options, problem -> {});
    }
}
