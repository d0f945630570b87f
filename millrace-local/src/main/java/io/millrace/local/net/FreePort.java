package io.millrace.local.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port for a program that binds it by itself. Another may take it in between, which that program then says. */
public final class FreePort {

    private static final int GREATEST = 65_535;

    private FreePort() {}

    /** @param wanted 0 for any, and so is one that cannot be */
    public static int near(int wanted) throws IOException {
        if (wanted > 0 && wanted <= GREATEST) {
            try {
                return free(wanted);
            } catch (IOException taken) {
                // any other serves as well
            }
        }
        return free(0);
    }

    private static int free(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
