package io.nightflow.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.line.PortSettings.Parity;
import io.nightflow.simulator.PseudoTerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LineTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final Ear ear = new Ear();
    private Line line;

    @AfterEach
    void close() {
        if (line != null) {
            line.close();
        }
        await().atMost(SOON)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("line-" + port())));
    }

    @Test
    void bytes_go_both_ways() throws IOException {
        try (PseudoTerminal far = PseudoTerminal.open(port())) {
            start();
            await().atMost(SOON).until(line::isOpen);
            far.write(text("hello"));
            await().atMost(SOON).until(() -> ear.heard().equals("hello"));
            line.send(text("world"));
            assertThat(read(far, 5)).isEqualTo("world");
        }
    }

    @Test
    void a_port_that_is_not_there_is_waited_for_and_told_once() throws IOException {
        start();
        await().atMost(SOON).until(() -> !ear.told.isEmpty());
        try (PseudoTerminal far = PseudoTerminal.open(port())) {
            await().atMost(SOON).until(line::isOpen);
            assertThat(far.link()).exists();
        }
        assertThat(ear.told.get(0))
                .isEqualTo("opening serial port " + port() + ": it is not there. Waiting for it to be plugged in");
        assertThat(ear.told.stream().filter(told -> told.contains("not there")).count())
                .isLessThanOrEqualTo(2);
    }

    @Test
    void an_unplugged_port_is_opened_again_under_another_name_behind_the_same_link() throws IOException {
        try (PseudoTerminal far = PseudoTerminal.open(port())) {
            start();
            await().atMost(SOON).until(line::isOpen);
            assertThat(far.link()).exists();
        }
        await().atMost(SOON).until(() -> !line.isOpen());
        try (PseudoTerminal blocker = PseudoTerminal.open(folder.resolve("another"));
                PseudoTerminal far = PseudoTerminal.open(port())) {
            assertThat(blocker.link()).exists();
            await().atMost(SOON).until(line::isOpen);
            far.write(text("again"));
            await().atMost(SOON).until(() -> ear.heard().endsWith("again"));
        }
        assertThat(ear.told).anyMatch(told -> told.contains("it was unplugged or hung up"));
    }

    @Test
    void a_port_that_was_away_for_long_is_open_within_two_seconds() throws IOException {
        start();
        await().atMost(SOON).until(() -> !ear.told.isEmpty());
        await().pollDelay(Duration.ofSeconds(5)).atMost(SOON).until(() -> true); // doubled waits would be 4 s by now
        try (PseudoTerminal far = PseudoTerminal.open(port())) {
            await().atMost(Duration.ofSeconds(2)).until(line::isOpen);
            assertThat(far.link()).exists();
        }
    }

    @Test
    void a_line_over_tcp_connects_again_when_the_box_is_back() throws IOException {
        int port;
        try (ServerSocket box = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = box.getLocalPort();
            line = Line.overPort(new PortSettings("tcp:127.0.0.1:" + port, 9_600, 8, 1, Parity.NONE), ear);
            line.start();
            try (Socket far = box.accept()) {
                far.getOutputStream().write(text("hello"));
                await().atMost(SOON).until(() -> ear.heard().equals("hello"));
            }
        }
        await().atMost(SOON).until(() -> ear.told.stream().anyMatch(told -> told.contains("connecting to tcp:")));
        try (ServerSocket box = new ServerSocket()) {
            box.setReuseAddress(true);
            box.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            try (Socket far = box.accept()) {
                far.getOutputStream().write(text(" again"));
                await().atMost(SOON).until(() -> ear.heard().equals("hello again"));
            }
        }
    }

    @Test
    void a_reader_that_never_reads_makes_the_port_reopen_instead_of_hanging() throws IOException {
        try (PseudoTerminal far = PseudoTerminal.open(port())) {
            start();
            await().atMost(SOON).until(line::isOpen);
            line.send(new byte[200_000]);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> ear.told.stream().anyMatch(told -> told.contains("the other side does not read")));
            assertThat(far.link()).exists();
        }
    }

    @Test
    void a_file_that_is_no_port_is_named() throws IOException {
        Files.writeString(port(), "no port");
        start();
        await().atMost(SOON).until(() -> !ear.told.isEmpty());
        assertThat(ear.told.get(0)).contains("not a serial port").endsWith("Check the path");
    }

    /** What the kernel does to the terminal when an adapter is pulled; root only. */
    @Test
    void a_hang_up_is_a_lost_port_and_it_is_opened_again() throws IOException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "a hang-up needs root");
        try (PseudoTerminal far = PseudoTerminal.open(port())) {
            start();
            await().atMost(SOON).until(line::isOpen);
            HangUp.hangUp(port().toString());
            await().atMost(SOON).until(() -> ear.told.stream().anyMatch(told -> told.contains("hung up")));
            await().atMost(SOON).until(line::isOpen);
            assertThat(far.link()).exists();
        }
    }

    @Test
    void a_port_without_permission_says_which_group_to_join() throws IOException {
        boolean root = "root".equals(System.getProperty("user.name"));
        Assumptions.assumeTrue(!root || Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        List<String> unprivileged =
                root ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search") : List.of();
        try (PseudoTerminal far = PseudoTerminal.open(port())) {
            Files.setPosixFilePermissions(far.link().toRealPath(), Set.of());
            NightflowProcess probe =
                    NightflowProcess.startMain(unprivileged, PortProbe.class.getName(), port().toString());
            assertThat(probe.waitFor("opening serial port"))
                    .endsWith("permission denied (errno 13). Add the user to group dialout");
            probe.process().destroyForcibly();
        }
    }

    @Test
    void a_port_that_is_open_already_is_named() throws IOException {
        try (PseudoTerminal far = PseudoTerminal.open(port())) {
            start();
            await().atMost(SOON).until(line::isOpen);
            Ear second = new Ear();
            try (Line other = Line.overPort(settings(), second)) {
                other.start();
                await().atMost(SOON).until(() -> !second.told.isEmpty());
                assertThat(second.told.get(0)).contains("already open in this gateway");
            }
            assertThat(far.link()).exists();
        }
    }

    @Test
    void the_native_library_comes_from_the_products_folder() throws IOException {
        try (PseudoTerminal far = PseudoTerminal.open(port())) {
            start();
            await().atMost(SOON).until(line::isOpen);
            assertThat(far.link()).exists();
        }
        List<String> maps = Files.readAllLines(Path.of("/proc/self/maps"));
        assertThat(maps)
                .filteredOn(map -> map.contains("libjSerialComm"))
                .isNotEmpty()
                .allMatch(map -> map.contains("/target/nightflow/native/"));
    }

    private Path port() {
        return folder.resolve("port");
    }

    private void start() {
        line = Line.overPort(settings(), ear);
        line.start();
    }

    private PortSettings settings() {
        return new PortSettings(port().toString(), 921_600, 8, 1, Parity.NONE);
    }

    private static String read(PseudoTerminal far, int bytes) throws IOException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        byte[] buffer = new byte[64];
        while (got.size() < bytes) {
            got.write(buffer, 0, far.read(buffer));
        }
        return got.toString(StandardCharsets.US_ASCII);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Ear implements LineListener {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void opened() {
            // isOpen tells
        }

        @Override
        public synchronized void received(byte[] buffer, int count) {
            bytes.write(buffer, 0, count);
        }

        synchronized String heard() {
            return bytes.toString(StandardCharsets.US_ASCII);
        }

        @Override
        public void lost(String reason) {
            told.add(reason);
        }

        @Override
        public void unavailable(String reason) {
            told.add(reason);
        }
    }
}
