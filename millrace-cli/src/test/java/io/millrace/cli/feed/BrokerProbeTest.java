package io.millrace.cli.feed;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrokerProbeTest {

    @Test
    void saysAtOnceThatNothingListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThatThrownBy(() -> BrokerProbe.require("127.0.0.1:" + free, Optional.empty()))
                .hasMessageContaining("[MR-3001] no Kafka answers at '127.0.0.1:" + free + "'")
                .hasMessageContaining("start 'millrace run' in another terminal first");
    }

    @Test
    void oneOfSeveralIsEnough() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:1, 127.0.0.1:" + socket.getLocalPort();

            assertThatCode(() -> BrokerProbe.require(servers, Optional.empty())).doesNotThrowAnyException();
        }
    }

    @Test
    void leavesWhatIsNoAddressToKafka() {
        assertThatCode(() -> BrokerProbe.require("broker", Optional.empty())).doesNotThrowAnyException();
    }
}
