package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.link.Frame;
import io.nightflow.reading.Minute;
import io.nightflow.repository.HowToTest;
import io.nightflow.settings.Settings;
import io.nightflow.simulator.DeviceMemory;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.simulator.VirtualDevice;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that accept and never answer, queries without an end, a standard output that nobody reads. */
@Tag("long")
class SlowPeersTest {
    private static final Instant START = Instant.parse("2026-03-10T09:00:00Z");
    private static final Minute FIRST = Minute.containing(START);
    private static final int MINUTES = 30;
    private static final int FILES = 500;
    private static final double SPEED = 600;
    private static final Duration LIMIT = Duration.ofSeconds(50);
    private static final String ENDLESS =
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";

    @TempDir
    private Path folder;

    @Test
    void a_web_hook_that_says_nothing_and_endless_queries_hold_up_nobody() throws Exception {
        List<Socket> asked = new CopyOnWriteArrayList<>();
        try (ServerSocket hook = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread accepts = new Thread(() -> accept(hook, asked));
            accepts.start();
            NightflowProcess.folder(folder, """
                    meter.port = %1$s/meter
                    device.port = %1$s/device
                    device.baud = 115200
                    route.out = %1$s/out
                    route.web-hook = http://127.0.0.1:%2$d/alerts
                    """.formatted(folder, hook.getLocalPort()));
            Files.writeString(folder.resolve("routes/hook.camel.yaml"), HowToTest.yaml("docs/how-to/alerts.md", 1));
            for (int i = 0; i < 3; i++) {
                Files.writeString(folder.resolve("routes/query-" + i + ".camel.yaml"), endless(i));
            }
            everythingElseGoesOn();
            assertThat(asked).as("the web hook was asked").isNotEmpty();
            for (Socket socket : asked) {
                socket.close();
            }
        }
    }

    private void everythingElseGoesOn() throws Exception {
        Settings settings = Settings.read(folder);
        GatewayClock clock = GatewayClock.simulated(InstantSource.system(), START, SPEED);
        try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"));
                PseudoTerminal deviceLine = PseudoTerminal.open(folder.resolve("device"));
                DeviceMemory memory = DeviceMemory.open(folder);
                Gateway gateway = Gateway.open(settings, clock)) {
            VirtualDevice device = new VirtualDevice("box", deviceLine, memory, VirtualDevice.SMALL, () -> false);
            Thread thread = new Thread(device, "box");
            thread.start();
            gateway.start();
            for (int i = 0; i < MINUTES; i++) {
                Minute minute = FIRST.plus(i);
                await().pollInterval(Duration.ofMillis(5))
                        .atMost(LIMIT)
                        .until(() -> !clock.instant().isBefore(minute.end()));
                meter.write(Frame.encode("S,0,dma," + minute.epochSecond() + ",10," + (i % 2 == 0 ? "99" : "3")));
            }
            await().atMost(LIMIT).until(() -> stored("R,").size() >= MINUTES);
            await().atMost(LIMIT).until(() -> !stored("E,").isEmpty());
            device.stop();
            thread.join();
        }
    }

    private List<String> stored(String type) throws IOException {
        Path rows = folder.resolve("device.csv");
        return Files.exists(rows)
                ? Files.readAllLines(rows).stream()
                        .filter(row -> row.startsWith(type))
                        .toList()
                : List.of();
    }

    private static void accept(ServerSocket hook, List<Socket> asked) {
        try {
            while (!hook.isClosed()) {
                asked.add(hook.accept());
            }
        } catch (IOException e) {
            // closed: the test has ended
        }
    }

    private static String endless(int number) {
        return """
                - templatedRoute:
                    routeId: endless-%1$d
                    routeTemplateRef: query-to-csv
                    parameters:
                      - name: query
                        value: %2$s
                      - name: folder
                        value: "{{route.out}}"
                      - name: file
                        value: endless-%1$d.csv
                      - name: cron
                        value: 0 * * * * ?
                """.formatted(number, ENDLESS);
    }

    @Test
    void a_standard_output_that_nobody_reads_holds_up_nobody() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        NightflowProcess.folderWithPorts(folder, "route.inbox = " + inbox);
        Files.writeString(
                folder.resolve("routes/inbox.camel.yaml"),
                HowToTest.yaml("docs/how-to/more-sources.md", 0)
                        + "      - name: quietSeconds\n        value: \"0\"\n");
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        try {
            gateway.waitFor("Nightflow runs");
            for (int i = 0; i < FILES; i++) { // each a line of some 300 bytes; a pipe holds 64 KB
                Files.writeString(inbox.resolve("n".repeat(200) + i + ".csv"), "no table\n");
            }
            await().atMost(LIMIT).until(() -> count(inbox.resolve(".failed")) == FILES);
        } finally {
            gateway.process().destroyForcibly();
        }
    }

    private static long count(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    /** Whoever takes the database away while it runs: the process ends, and acknowledges nothing before it does. */
    @Test
    void a_database_that_is_removed_ends_the_process() throws Exception {
        NightflowProcess.folderWithPorts(folder, "");
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        try {
            gateway.waitFor("Nightflow runs");
            Files.delete(folder.resolve("nightflow.db"));
            assertThat(gateway.rest()).anyMatch(line -> line.contains("it was removed or replaced"));
            assertThat(gateway.process().waitFor()).isEqualTo(1);
        } finally {
            gateway.process().destroyForcibly();
        }
    }

    /** So that systemd starts it again: a thread that has died of it would be missed by nobody. */
    @Test
    void the_launcher_lets_a_process_without_memory_end() throws IOException {
        assertThat(Path.of("nightflow")).content().contains("-XX:+ExitOnOutOfMemoryError");
    }
}
