package io.millrace.storm.proxy;

import io.millrace.storm.proxy.Sky.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection through a proxy: two threads, one for each direction, until either side ends it. */
final class ProxiedConnection {

    private static final int PIECE = 64 << 10;

    private final Socket client;
    private final @Nullable Socket server;
    private final Consumer<ProxiedConnection> whenEnded;

    /** @param server null for a connection that nobody answers */
    ProxiedConnection(Socket client, @Nullable Socket server, Consumer<ProxiedConnection> whenEnded) {
        this.client = client;
        this.server = server;
        this.whenEnded = whenEnded;
    }

    /** Begins to pass on what comes, in both directions. */
    void pump(Sky sky) throws IOException {
        if (server != null) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            pump(client, server, sky, Direction.REQUESTS);
            pump(server, client, sky, Direction.ANSWERS);
        }
    }

    private void pump(Socket from, Socket to, Sky sky, Direction direction) {
        Thread pump = new Thread(
                () -> {
                    try {
                        InputStream in = from.getInputStream();
                        OutputStream out = to.getOutputStream();
                        byte[] piece = new byte[PIECE];
                        KafkaFrames frames = new KafkaFrames();
                        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                            sky.awaitPassage(
                                    direction, direction == Direction.REQUESTS && frames.hasCommit(piece, read));
                            out.write(piece, 0, read);
                            out.flush();
                        }
                    } catch (IOException ended) {
                        // either side is gone, and so is the connection
                        reset();
                        return;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    end();
                },
                "proxied " + direction);
        pump.setDaemon(true);
        pump.start();
    }

    /** Ends both sides without a farewell. */
    void reset() {
        try {
            client.setSoLinger(true, 0);
            if (server != null) {
                server.setSoLinger(true, 0);
            }
        } catch (IOException closedAlready) {
            // then it needs no reset
            end();
            return;
        }
        end();
    }

    private void end() {
        close(client);
        if (server != null) {
            close(server);
        }
        whenEnded.accept(this);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
            return;
        }
    }
}
