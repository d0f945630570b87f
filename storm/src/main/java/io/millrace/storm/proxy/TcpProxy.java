package io.millrace.storm.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes connections on 127.0.0.1 from one port to another, in the weather of the moment. Thread-safe.
 *
 * <p><b>Lifecycle.</b> Listens from {@link #start} to {@link #close}; the target need not listen yet, and may come and go.
 */
public final class TcpProxy implements Closeable {

    private static final String HOST = "127.0.0.1";
    private static final int CONNECT_MILLIS = 1000;

    private final ServerSocket server;
    private final int target;
    private final Sky sky = new Sky();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

    private TcpProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /**
     * @param port to listen on; 0 for any
     * @param target port to pass connections on to
     */
    public static TcpProxy start(int port, int target) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
        TcpProxy proxy = new TcpProxy(server, target);
        Thread accepting = new Thread(proxy::accept, "proxy " + server.getLocalPort() + " to " + target);
        accepting.setDaemon(true);
        accepting.start();
        return proxy;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** From now on, for present and new connections. What was held is passed on in order once the weather lets it. */
    public void turn(Weather weather) {
        sky.turn(weather);
    }

    /** Requests to end a transaction that are being held now. */
    public int heldCommits() {
        return sky.heldCommits();
    }

    /** Ends every present connection at once, as a router that forgot them would. */
    public void reset() {
        connections.forEach(ProxiedConnection::reset);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                pass(client);
            } catch (IOException e) {
                // closed; or a client that was gone before it was taken
                continue;
            }
        }
    }

    private void pass(Socket client) throws IOException {
        if (!sky.weather().connects()) {
            // a cut link does not even refuse; its clients would wait, so they are let wait
            connections.add(new ProxiedConnection(client, null, connections::remove));
            return;
        }
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(HOST, target), CONNECT_MILLIS);
        } catch (IOException e) {
            client.setSoLinger(true, 0);
            client.close();
            server.close();
            return;
        }
        ProxiedConnection connection = new ProxiedConnection(client, server, connections::remove);
        connections.add(connection);
        connection.pump(sky);
    }

    @Override
    public void close() throws IOException {
        server.close();
        reset();
    }
}
