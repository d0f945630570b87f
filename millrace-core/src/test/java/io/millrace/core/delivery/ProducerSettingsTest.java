package io.millrace.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProducerSettingsTest {

    @Test
    void saysWhichRuleDecidedEachSetting() {
        assertThat(ProducerSettings.of(Delivery.EXACTLY_ONCE, Profile.LOW_LATENCY))
                .containsExactly(
                        new ClientSetting(
                                "acks",
                                "all",
                                "delivery exactly-once over any profile: no acknowledged record may be lost"),
                        new ClientSetting(
                                "enable.idempotence",
                                "true",
                                "delivery exactly-once: a retry is written once and in order"),
                        new ClientSetting(
                                "retry.backoff.ms",
                                "20",
                                "delivery exactly-once: checkpoints wait for transactions to begin"),
                        new ClientSetting("batch.size", "16384", "profile low-latency"),
                        new ClientSetting("linger.ms", "0", "profile low-latency"),
                        new ClientSetting("compression.type", "none", "profile low-latency"));
    }

    @Test
    void neverSendsTwiceUnderAtMostOnce() {
        assertThat(ProducerSettings.asMap(Delivery.AT_MOST_ONCE, Profile.HIGH_DURABILITY))
                .contains(entry("acks", "1"), entry("enable.idempotence", "false"), entry("retries", "0"));
    }

    @ParameterizedTest
    @EnumSource
    void letsNoProfileWeakenADelivery(Profile profile) {
        assertThat(ProducerSettings.asMap(Delivery.AT_LEAST_ONCE, profile))
                .contains(entry("acks", "all"), entry("enable.idempotence", "true"))
                .doesNotContainKey("retries");
    }

    @ParameterizedTest
    @CsvSource({"LOW_LATENCY, 16384, 0, none", "HIGH_THROUGHPUT, 1048576, 50, lz4", "HIGH_DURABILITY, 16384, 5, zstd"})
    void tunesByProfile(Profile profile, String batch, String linger, String compression) {
        assertThat(ProducerSettings.asMap(Delivery.AT_LEAST_ONCE, profile))
                .contains(
                        entry("batch.size", batch), entry("linger.ms", linger), entry("compression.type", compression));
    }

    @ParameterizedTest
    @CsvSource({
        "HIGH_DURABILITY, 5, 3, 2",
        "HIGH_DURABILITY, 2, 2, 1",
        "HIGH_DURABILITY, 1, 1, 1",
        "LOW_LATENCY, 5, 2, 1",
        "HIGH_THROUGHPUT, 1, 1, 1"
    })
    void replicatesAsFarAsTheClusterHasBrokers(Profile profile, int brokers, int factor, int minInSync) {
        // When
        Replication replication = Replication.of(profile, brokers);

        // Then
        assertThat(replication.factor()).isEqualTo(factor);
        assertThat(replication.minInSync()).as("one broker may fail").isEqualTo(minInSync);
    }

    @Test
    void saysWhyThereAreFewerCopiesThanWanted() {
        assertThat(Replication.of(Profile.HIGH_DURABILITY, 1).why())
                .isEqualTo("profile high-durability wants 3, the cluster has brokers for 1");
        assertThatThrownBy(() -> Replication.of(Profile.HIGH_DURABILITY, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"LOW_LATENCY, 1, 10", "HIGH_DURABILITY, 10, 50", "HIGH_THROUGHPUT, 100, 200"})
    void timesTheEngineByProfile(Profile profile, long bufferMillis, long watermarkMillis) {
        assertThat(ProfileTimings.of(profile))
                .isEqualTo(new ProfileTimings(Duration.ofMillis(bufferMillis), Duration.ofMillis(watermarkMillis)));
    }
}
