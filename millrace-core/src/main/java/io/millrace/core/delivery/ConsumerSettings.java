package io.millrace.core.delivery;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The consumer settings of every intake. They follow from no profile: nothing of them costs anything to wait for. */
public final class ConsumerSettings {

    private ConsumerSettings() {}

    /** @param pipeline its name */
    public static List<ClientSetting> of(String pipeline) {
        return List.of(
                new ClientSetting("group.id", pipeline, "the pipeline's name; the offsets in it are for display only"),
                new ClientSetting("isolation.level", "read_committed", "default: what may be taken back is not read"),
                new ClientSetting(
                        "partition.discovery.interval.ms", "10000", "default: new partitions are found within 10 s"));
    }

    /** As {@link #of}, for a client's constructor. */
    public static Map<String, String> asMap(String pipeline) {
        return of(pipeline).stream().collect(Collectors.toUnmodifiableMap(ClientSetting::key, ClientSetting::value));
    }
}
