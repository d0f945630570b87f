package io.millrace.core.delivery;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which producer settings follow from delivery and profile. Delivery wins where the two disagree. */
public final class ProducerSettings {

    private static final String SMALL_BATCH = "16384";
    private static final String LARGE_BATCH = "1048576";

    private ProducerSettings() {}

    /** What delivery decides first, then what the profile decides; each key once. */
    public static List<ClientSetting> of(Delivery delivery, Profile profile) {
        return Stream.concat(guarantees(delivery).stream(), tuning(profile).stream())
                .toList();
    }

    /** As {@link #of}, for a client's constructor. */
    public static Map<String, String> asMap(Delivery delivery, Profile profile) {
        return of(delivery, profile).stream()
                .collect(Collectors.toUnmodifiableMap(ClientSetting::key, ClientSetting::value));
    }

    private static List<ClientSetting> guarantees(Delivery delivery) {
        String why = "delivery " + delivery.text();
        ClientSetting acks =
                new ClientSetting("acks", "all", why + " over any profile: no acknowledged record may be lost");
        ClientSetting idempotence =
                new ClientSetting("enable.idempotence", "true", why + ": a retry is written once and in order");
        return switch (delivery) {
            case AT_MOST_ONCE ->
                List.of(
                        new ClientSetting("acks", "1", why + ": a record may be lost with its broker"),
                        new ClientSetting(
                                "enable.idempotence",
                                "false",
                                why + ": nothing is sent twice, so nothing to tell apart"),
                        new ClientSetting("retries", "0", why + ": a retry could write a record twice"));
            case AT_LEAST_ONCE -> List.of(acks, idempotence);
            case EXACTLY_ONCE ->
                List.of(
                        acks,
                        idempotence,
                        // a new producer sleeps for as long before it has a broker to ask
                        new ClientSetting(
                                "retry.backoff.ms", "20", why + ": checkpoints wait for transactions to begin"));
        };
    }

    private static List<ClientSetting> tuning(Profile profile) {
        return switch (profile) {
            case LOW_LATENCY -> tuning(profile, SMALL_BATCH, "0", "none");
            case HIGH_THROUGHPUT -> tuning(profile, LARGE_BATCH, "50", "lz4");
            case HIGH_DURABILITY -> tuning(profile, SMALL_BATCH, "5", "zstd");
        };
    }

    private static List<ClientSetting> tuning(Profile profile, String batch, String linger, String compression) {
        String why = "profile " + profile.text();
        return List.of(
                new ClientSetting("batch.size", batch, why),
                new ClientSetting("linger.ms", linger, why),
                new ClientSetting("compression.type", compression, why));
    }
}
