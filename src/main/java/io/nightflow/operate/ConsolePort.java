package io.nightflow.operate;

import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import java.io.IOException;
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

    /** Host and port. */
    public static String address(Settings settings) {
        return settings.text(Key.CONSOLE_HOST) + ":" + settings.text(Key.CONSOLE_PORT);
    }
}
