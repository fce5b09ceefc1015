package io.nightflow.operate;

import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Where the console listens. */
public final class ConsolePort {
    private ConsolePort() {}

    /** Why it cannot listen there; empty where it can. */
    public static Optional<String> trouble(Settings settings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(settings.text(Key.CONSOLE_HOST), settings.get(Key.CONSOLE_PORT)));
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(address(settings) + " cannot be opened (" + e.getMessage()
                    + "). Free it, or set console.port and console.host");
        }
    }

    /** A port of loopback on which nothing listens: this one where that is so, else any. */
    public static int free(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            } catch (IOException e) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            }
            return socket.getLocalPort();
        }
    }

    /** Where a browser finds the page. */
    public static String page(Settings settings) {
        return "http://" + address(settings) + "/";
    }

    /** Host and port. */
    public static String address(Settings settings) {
        return settings.text(Key.CONSOLE_HOST) + ":" + settings.text(Key.CONSOLE_PORT);
    }
}
