package io.millrace.cluster.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Chooses ports that are free, and keeps them until it is closed. */
final class ClusterPorts implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final int REST = 8081;

    private final int base;
    private final List<ServerSocket> held = new ArrayList<>();

    /** @param base the first broker's, if it is free */
    ClusterPorts(int base) {
        this.base = base;
    }

    /** @param broker from 0 */
    int kafka(int broker) {
        return base == 0 ? any() : preferably(base + broker);
    }

    int rest() {
        return base == 0 ? any() : preferably(REST);
    }

    int any() {
        return preferably(0);
    }

    private int preferably(int port) {
        ServerSocket socket = open(port);
        held.add(socket);
        return socket.getLocalPort();
    }

    private static ServerSocket open(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
                return socket;
            } catch (IOException taken) {
                socket.close();
                if (port == 0) {
                    throw taken;
                }
                return open(0);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("no port is free", e);
        }
    }

    @Override
    public void close() {
        for (ServerSocket socket : held) {
            try {
                socket.close();
            } catch (IOException e) {
                // it was never connected
                continue;
            }
        }
    }
}
