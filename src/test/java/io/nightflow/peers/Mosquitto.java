package io.nightflow.peers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A broker of its own (Debian package mosquitto), on a free port of loopback; it may be killed and started again. */
public final class Mosquitto implements AutoCloseable {
    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/bin/mosquitto"));

    private final Path folder;
    private final int port;
    private final Path settings;
    private @Nullable Process process;

    /** In a folder, with these lines beside those of the listener; nothing runs yet. */
    public Mosquitto(Path folder, String... more) throws IOException {
        this.folder = Files.createDirectories(folder);
        port = freePort();
        settings = folder.resolve("mosquitto.conf");
        List<String> lines = new ArrayList<>(List.of("listener " + port + " 127.0.0.1", "max_queued_messages 0"));
        if (Stream.of(more).noneMatch(line -> line.startsWith("allow_anonymous") || line.startsWith("require_cert"))) {
            lines.add("allow_anonymous true");
        }
        lines.addAll(List.of(more));
        Files.write(settings, lines);
    }

    /** Whether it is installed here. */
    public static boolean isThere() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    /** A port that nobody listens to. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts it; returns when it listens. */
    public Mosquitto start() throws IOException {
        process = new ProcessBuilder(program().orElseThrow().toString(), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        await().until(this::listens);
        return this;
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it without a word. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    /** What it takes of the memory. */
    public double residentMegabytes() throws IOException {
        Process running = java.util.Objects.requireNonNull(process);
        return Files.readAllLines(Path.of("/proc/" + running.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
                .sum();
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** As a route names it. */
    public String broker() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        kill();
    }
}
