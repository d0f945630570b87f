package io.millrace.storm.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a server that answers each byte with the next one. */
class TcpProxyTest {

    private final AtomicInteger heard = new AtomicInteger();
    private ServerSocket server;
    private TcpProxy proxy;

    TcpProxyTest() throws IOException {
        server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        proxy = TcpProxy.start(0, server.getLocalPort());
    }

    @BeforeEach
    void serve() {
        Thread serving = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    answer(server.accept());
                } catch (IOException closed) {
                    return;
                }
            }
        });
        serving.setDaemon(true);
        serving.start();
    }

    private void answer(Socket client) {
        Thread answering = new Thread(() -> {
            try (client) {
                OutputStream out = client.getOutputStream();
                for (int next = client.getInputStream().read();
                        next >= 0;
                        next = client.getInputStream().read()) {
                    heard.incrementAndGet();
                    out.write(next + 1);
                }
            } catch (IOException gone) {
                return;
            }
        });
        answering.setDaemon(true);
        answering.start();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void passesBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(exchange(client, 7)).isEqualTo(8);
        }
    }

    @Test
    void aCutLinkHoldsWhatComesAndPassesItOnAfterwards() throws IOException {
        try (Socket client = connect()) {
            exchange(client, 1);
            proxy.turn(Weather.CUT);
            client.getOutputStream().write(10);
            client.setSoTimeout(200);

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(heard).hasValue(1);

            proxy.turn(Weather.CALM);
            client.setSoTimeout(10_000);
            assertThat(client.getInputStream().read()).isEqualTo(11);
        }
    }

    @Test
    void requestsMayPassWhileAnswersDoNot() throws IOException {
        try (Socket client = connect()) {
            proxy.turn(Weather.DEAF_CLIENTS);
            client.getOutputStream().write(10);

            await().until(() -> heard.get() == 1);
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aResetEndsWhatIsConnectedAndTakesNewConnections() throws IOException {
        try (Socket before = connect()) {
            exchange(before, 1);
            proxy.reset();

            assertThatThrownBy(() -> {
                        before.getOutputStream().write(1);
                        if (before.getInputStream().read() < 0) {
                            throw new IOException("ended");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        try (Socket after = connect()) {
            assertThat(exchange(after, 3)).isEqualTo(4);
        }
    }

    @Test
    void aSlowLinkPassesEverythingInOrder() throws IOException {
        proxy.turn(Weather.slow(Duration.ofMillis(5)));
        try (Socket client = connect()) {
            for (int each = 0; each < 20; each++) {
                assertThat(exchange(client, each)).isEqualTo(each + 1);
            }
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket();
        client.connect(new InetSocketAddress("127.0.0.1", proxy.port()), 5000);
        client.setSoTimeout(10_000);
        return client;
    }

    private static int exchange(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        return client.getInputStream().read();
    }
}
