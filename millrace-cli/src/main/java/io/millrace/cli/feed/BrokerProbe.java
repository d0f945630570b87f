package io.millrace.cli.feed;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;

/** Looks whether anything listens where a broker is said to be. */
final class BrokerProbe {

    private static final int PATIENCE_MS = 3000;

    private BrokerProbe() {}

    /**
     * @param bootstrapServers one or more {@code host:port}, separated by commas; what cannot be read as such is left to
     *     Kafka's client, which has its own words for it
     * @param environment that it is the address of, if any
     * @throws MillraceException {@code KAFKA_UNREACHABLE} if nothing listens at any of them
     */
    static void require(String bootstrapServers, Optional<String> environment) {
        if (Arrays.stream(bootstrapServers.split(",")).noneMatch(server -> isAnswered(server.strip()))) {
            throw new MillraceException(
                    ErrorCode.KAFKA_UNREACHABLE,
                    "no Kafka answers at '" + bootstrapServers + "'",
                    environment
                            .map("check that its brokers run, and 'kafka' in env/%s.yml"::formatted)
                            .orElse(
                                    "start 'millrace run' in another terminal first; if it runs, name its data directory"
                                            + " with --data, or the address of its Kafka with --bootstrap"));
        }
    }

    private static boolean isAnswered(String server) {
        int colon = server.lastIndexOf(':');
        if (colon < 1 || !server.substring(colon + 1).matches("\\d{1,5}")) {
            return true;
        }
        int port = Integer.parseInt(server.substring(colon + 1));
        if (port > 65_535) {
            return true;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.substring(0, colon), port), PATIENCE_MS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
