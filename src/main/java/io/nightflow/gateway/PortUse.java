package io.nightflow.gateway;

import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether the gateway of a folder has a port: it and a person must not hear one port at a time. */
public final class PortUse {
    private PortUse() {}

    /**
     * Takes a port that the gateway of a folder reads, or would read: until it is closed that gateway is refused too. A serial
     * port has a lock of its own, an address has none.
     *
     * @throws UserError the gateway runs.
     */
    public static AutoCloseable take(Settings settings, String port) throws UserError, IOException {
        boolean isNamed = isNamed(settings, port);
        if (isNamed && FolderLock.isTaken(settings)) {
            throw UserError.failed("using " + port + ": the gateway of " + settings.directory()
                    + " runs and has this port. Stop it first; what it cannot read it tells each minute in its log");
        }
        return isNamed && port.startsWith("tcp:") ? FolderLock.take(settings) : () -> {};
    }

    private static boolean isNamed(Settings settings, String port) throws IOException {
        String real = real(port);
        boolean inSettings = settings.placeholders().values().stream()
                .anyMatch(value -> real(String.valueOf(value)).equals(real));
        return inSettings || routeFiles(settings).stream().anyMatch(text -> text.contains(port));
    }

    private static List<String> routeFiles(Settings settings) throws IOException {
        Path folder = settings.directory().resolve("routes");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }

    /** Behind a link lies one port, whatever it is called. */
    private static String real(String port) {
        if (port.startsWith("tcp:")) {
            return port.replaceFirst("^tcp:(localhost|127[.][0-9.]+|\\[::1\\]):", "tcp:127.0.0.1:");
        }
        try {
            return port.startsWith("/") ? Path.of(port).toRealPath().toString() : port;
        } catch (IOException | InvalidPathException e) {
            return port;
        }
    }
}
