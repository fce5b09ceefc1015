package io.nightflow.bench;

import io.nightflow.gateway.ProcessUse;
import io.nightflow.repository.HowToTest;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.store.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Plain lines of a pseudo-terminal into the table {@code reading}, beside what an integrator would write today: at full
 * speed, and what a hundred lines a minute cost. Each as a process of its own, Nightflow by its launcher.
 */
public final class PeersBenchmark {
    private static final int LINES = 4_500_000; // seconds: what a start costs is measured elsewhere
    private static final int LINES_OF_NODE = 300_000;
    private static final int LINES_BY_ONE = 20_000;
    private static final int SENSORS = 100;
    private static final int WRITE_BYTES = 4_000;
    private static final int SETTLING_MINUTES = Integer.getInteger("bench.settling-minutes", 5);
    private static final int IDLE_MINUTES = Integer.getInteger("bench.idle-minutes", 3);
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final String OURS = "Nightflow, plain lines";

    private final Path folder;
    private final Jdk jdk;

    private PeersBenchmark(Path folder, Jdk jdk) {
        this.folder = folder;
        this.jdk = jdk;
    }

    /** Prints the figures; {@code args[0]}: a folder on the file system to measure. */
    public static void main(String[] args) throws Exception {
        List<Jdk> installed = Jdk.installed();
        Jdk jdk = installed.get(installed.size() - 1);
        jdk.archive();
        Path folder = Folders.fresh(Path.of(args[0]).toAbsolutePath(), "peers");
        PeersBenchmark bench = new PeersBenchmark(folder, jdk);
        List<Peer> peers = new ArrayList<>(Peer.available());
        peers.sort((one, other) -> Boolean.compare(other == Peer.PYTHON_TUNED, one == Peer.PYTHON_TUNED));
        bench.rates(peers);
        bench.idle(peers);
        Folders.delete(folder);
        System.exit(0);
    }

    private void rates(List<Peer> peers) throws Exception {
        Rounds rounds = new Rounds();
        peers.forEach(peer -> rounds.add(peer.words(), round -> rate(peer)));
        rounds.ours(OURS, round -> rate())
                .run(Rounds.MIN, 1)
                .print(
                        "rows a second of " + LINES + " lines (" + LINES_OF_NODE + " of Node-RED, " + LINES_BY_ONE
                                + " as first written)",
                        "%,.0f");
        System.out.println(
                "\nOne process after the other, Nightflow under " + jdk + " as its launcher starts it, each with"
                        + " the table's one index. The peers judge nothing, deliver nothing and answer no meter.");
    }

    private double rate(Peer peer) throws Exception {
        Path own = Folders.fresh(folder, "peer");
        Path database = own.resolve("nightflow.db");
        Database.open(database).close();
        int lines = !peer.isTuned() ? LINES_BY_ONE : peer.isPython() ? LINES : LINES_OF_NODE;
        try (PseudoTerminal port = PseudoTerminal.open(own.resolve("port"))) {
            Process process = peer.start(own, own.resolve("port"), database);
            double rate = rate(port, database, lines);
            process.destroyForcibly().onExit().join();
            return rate;
        } finally {
            Folders.delete(own);
        }
    }

    @SuppressWarnings("try") // it runs meanwhile
    private double rate() throws Exception {
        Path own = Folders.fresh(folder, "gateway");
        try (PseudoTerminal port = PseudoTerminal.open(own.resolve("old"));
                RunningGateway running = gateway(own)) {
            port.write("\r\n"
                    .getBytes(StandardCharsets.US_ASCII)); // what came before the first end of a line is half a line
            TimeUnit.MILLISECONDS.sleep(Peer.SETTLED_MILLIS); // as the others get
            return rate(port, own.resolve("nightflow.db"), LINES);
        } finally {
            Folders.delete(own);
        }
    }

    /** With the example of plain lines from the documents. */
    private RunningGateway gateway(Path own) throws Exception {
        Files.createDirectories(own.resolve("routes"));
        Files.writeString(
                own.resolve("routes/old.camel.yaml"),
                HowToTest.yaml("docs/how-to/add-a-meter-line.md", 1)
                        .replace("{sensor},{flow},{pressure}", "{sensor};{time};{flow};{pressure}"));
        RunningGateway gateway = RunningGateway.start(jdk, own, "route.old = " + own.resolve("old") + "\n");
        gateway.firstReadingSeconds();
        return gateway;
    }

    private static double rate(PseudoTerminal port, Path database, int lines) throws Exception {
        byte[] bytes = lines(lines);
        long started = System.nanoTime();
        for (int at = 0; at < bytes.length; at += WRITE_BYTES) {
            port.write(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + WRITE_BYTES)));
        }
        long last = FIRST.plusSeconds((lines - 1) / SENSORS * 60L).getEpochSecond();
        while (count(database, "SELECT count(*) FROM reading WHERE minute = " + last) < SENSORS) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        double rate = lines * 1e9 / (System.nanoTime() - started);
        long stored = count(
                database,
                "SELECT count(*) FROM reading WHERE minute BETWEEN " + FIRST.getEpochSecond() + " AND " + last);
        if (stored != lines) {
            throw new IllegalStateException(stored + " of " + lines + " rows are there");
        }
        return rate;
    }

    private static byte[] lines(int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(line(i % SENSORS, FIRST.plusSeconds(i / SENSORS * 60L), 12.5 + i % 97));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String line(int sensor, Instant time, double flow) {
        return "dma-" + (sensor + 1) + ";" + time + ";" + flow + ";4.25\r\n";
    }

    private static long count(Path database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            connection.createStatement().execute("PRAGMA busy_timeout = 5000");
            try (ResultSet row = connection.createStatement().executeQuery(sql)) {
                return row.getLong(1);
            }
        }
    }

    /** All side by side, a line each 0.6 s; what they take once they are warm. */
    private void idle(List<Peer> peers) throws Exception {
        Map<String, ProcessHandle> processes = new LinkedHashMap<>();
        List<PseudoTerminal> ports = new ArrayList<>();
        for (Peer peer : peers) {
            Path own = Folders.fresh(folder, "idle");
            Database.open(own.resolve("nightflow.db")).close();
            ports.add(PseudoTerminal.open(own.resolve("port")));
            processes.put(
                    peer.words(),
                    peer.start(own, own.resolve("port"), own.resolve("nightflow.db"))
                            .toHandle());
        }
        Path bare = Folders.fresh(folder, "idle");
        Database.open(bare.resolve("nightflow.db")).close();
        ports.add(PseudoTerminal.open(bare.resolve("port")));
        processes.put(
                BareLines.WORDS,
                BareLines.start(jdk, bare.resolve("port"), bare.resolve("nightflow.db"))
                        .toHandle());
        Path own = Folders.fresh(folder, "idle");
        ports.add(PseudoTerminal.open(own.resolve("old")));
        try (RunningGateway gateway = gateway(own)) {
            processes.put(OURS, gateway.process());
            feed(ports, SETTLING_MINUTES);
            Map<String, Duration> before = new LinkedHashMap<>();
            for (Map.Entry<String, ProcessHandle> each : processes.entrySet()) {
                before.put(each.getKey(), ProcessUse.of(each.getValue()).cpu());
            }
            feed(ports, IDLE_MINUTES);
            print(processes, before);
        }
        processes.values().forEach(ProcessHandle::destroyForcibly);
        for (PseudoTerminal port : ports) {
            port.close();
        }
    }

    private static void feed(List<PseudoTerminal> ports, int minutes) throws Exception {
        long due = System.nanoTime();
        for (int i = 0; i < minutes * SENSORS; i++) {
            due += TimeUnit.MINUTES.toNanos(1) / SENSORS;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            byte[] line = line(i % SENSORS, Instant.ofEpochSecond(Instant.now().getEpochSecond()), 12.5)
                    .getBytes(StandardCharsets.US_ASCII);
            for (PseudoTerminal port : ports) {
                port.write(line);
            }
        }
    }

    private static void print(Map<String, ProcessHandle> processes, Map<String, Duration> before) throws Exception {
        System.out.println("\n| 100 lines a minute, minutes " + (SETTLING_MINUTES + 1) + " to "
                + (SETTLING_MINUTES + IDLE_MINUTES) + " | CPU s a minute | resident |");
        System.out.println("|---|---|---|");
        for (Map.Entry<String, ProcessHandle> each : processes.entrySet()) {
            ProcessUse use = ProcessUse.of(each.getValue());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.0f MB |%n",
                    each.getKey(),
                    use.cpu().minus(before.get(each.getKey())).toMillis() / 1e3 / IDLE_MINUTES,
                    use.residentMb());
        }
        System.out.println(
                "\nAll side by side, each line to all of them. Camel alone runs with the launcher's compiler, collector and heap, without its archive of classes.");
    }
}
