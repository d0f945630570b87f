package io.millrace.local.broker;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownServiceException;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's two listening sockets, bound before the broker exists, so that no other program can take a port between
 * the look and the start. Each socket is handed to the broker once and is the broker's from then on.
 */
final class BoundPorts implements ServerSocketFactory, AutoCloseable {

    /** Never {@code localhost}: looking that up can stall. */
    static final String HOST = "127.0.0.1";

    private static final int BACKLOG = 128;
    private static final int PROBE_TIMEOUT_MS = 500;

    private final int wanted;
    private final ServerSocketChannel clients;
    private final ServerSocketChannel controller;

    private BoundPorts(int wanted, ServerSocketChannel clients, ServerSocketChannel controller) {
        this.wanted = wanted;
        this.clients = clients;
        this.controller = controller;
    }

    /**
     * @param port wanted for clients; 0 means any
     * @throws MillraceException {@code PORT_TAKEN} if no port is free at all
     */
    static BoundPorts bind(int port) {
        ServerSocketChannel clients = bindOrMove(port);
        try {
            return new BoundPorts(port, clients, open(0));
        } catch (IOException e) {
            closeQuietly(clients);
            throw noneFree(port, e);
        }
    }

    private static ServerSocketChannel bindOrMove(int port) {
        try {
            if (port != 0 && !isAnswered(port)) {
                return open(port);
            }
        } catch (IOException taken) {
            // Taken, or not for us to bind: any other port serves as well.
        }
        try {
            return open(0);
        } catch (IOException e) {
            throw noneFree(port, e);
        }
    }

    /** Some systems let us bind 127.0.0.1 in front of a program that listens on every address; that port is taken. */
    private static boolean isAnswered(int port) {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(HOST, port), PROBE_TIMEOUT_MS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static ServerSocketChannel open(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(HOST, port), BACKLOG);
            return channel;
        } catch (IOException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static MillraceException noneFree(int port, IOException cause) {
        return new MillraceException(
                ErrorCode.PORT_TAKEN,
                "Kafka cannot listen on '" + HOST + ":" + port + "' nor on any other port: " + cause.getMessage(),
                "end programs that hold ports, or allow this one to listen on " + HOST,
                cause);
    }

    int port() {
        return clients.socket().getLocalPort();
    }

    int controllerPort() {
        return controller.socket().getLocalPort();
    }

    boolean wasMoved() {
        return wanted != 0 && wanted != port();
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBufferBytes) throws IOException {
        if (address.getPort() == port()) {
            return clients;
        }
        if (address.getPort() == controllerPort()) {
            return controller;
        }
        throw new UnknownServiceException("no socket was bound for " + listener + " at " + address);
    }

    /** Frees the ports; harmless when the broker has closed its sockets itself. */
    @Override
    public void close() {
        closeQuietly(clients);
        closeQuietly(controller);
    }

    private static void closeQuietly(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // A socket that cannot be closed is closed by the end of the process.
        }
    }
}
