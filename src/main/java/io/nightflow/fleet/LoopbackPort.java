package io.nightflow.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** A port of loopback that is to be listened on. */
final class LoopbackPort {
    private LoopbackPort() {}

    /** Why it cannot be opened, and what to do; empty where it can. */
    static Optional<String> trouble(int port, String setting) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "127.0.0.1:" + port + " cannot be opened (" + e.getMessage() + "). Free it, or set " + setting);
        }
    }
}
