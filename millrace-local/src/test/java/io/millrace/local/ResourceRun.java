package io.millrace.local;

import io.millrace.core.account.InputAccount;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Pipelines of the test resources while they run, and any client beside them. */
record ResourceRun(LocalRun run, Client client) implements AutoCloseable {

    static ResourceRun start(Path data, String... pipelines) throws URISyntaxException {
        List<Path> paths = new ArrayList<>();
        for (String each : pipelines) {
            paths.add(Path.of(Objects.requireNonNull(ResourceRun.class.getResource("/" + each), each)
                    .toURI()));
        }
        LocalRun run = LocalRunner.start(new RunRequest(paths, data, OptionalInt.of(0), false, false), new Quiet());
        return new ResourceRun(run, new Client(run.bootstrapServers()));
    }

    /** The account of a table that the first pipeline reads. */
    InputAccount input(String table) {
        return run.status().get(0).account().inputs().stream()
                .filter(input -> input.table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** Why a record was rejected. */
    static @Nullable String reason(ConsumerRecord<byte[], byte[]> reject) {
        return Client.header(reject, "millrace.reject.reason");
    }

    @Override
    public void close() {
        client.close();
        run.close();
    }
}
