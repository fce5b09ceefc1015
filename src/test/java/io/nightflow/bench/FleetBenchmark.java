package io.nightflow.bench;

import io.nightflow.fleet.FleetLoad;
import io.nightflow.fleet.FleetProgram;
import io.nightflow.link.Lane;
import io.nightflow.mqtt.MqttPeer;
import io.nightflow.peers.Mosquitto;
import io.nightflow.peers.PostgreSql;
import io.nightflow.reading.Decimal;
import io.nightflow.settings.FleetSettings;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagedMinute;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import io.nightflow.uplink.Uplink;
import io.nightflow.uplink.UplinkBatch;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** The fleet over PostgreSQL and mosquitto: rows, a week of one gateway, alerts, what the uplink costs a gateway, sessions. */
public final class FleetBenchmark {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant AFTER =
            START.plus(Duration.ofDays(8)); // what lies ahead of its clock is no reading to a fleet
    private static final int GATEWAYS = 100;
    private static final int SENSORS = 10;
    private static final int MINUTES_A_BATCH = 60;
    private static final int BATCHES = 10;
    private static final int ROUNDS = 4;
    private static final int LIVE_MINUTES = 60;
    private static final int WEEK = 7 * 1_440;
    private static final int ALERTS = 300;
    private static final int COST_MINUTES = 300;
    private static final int SESSIONS = 10_000;

    private final Path folder;

    private FleetBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Prints the figures; {@code args[0]}: a folder on the file system to measure. */
    public static void main(String[] args) throws Exception {
        if (!PostgreSql.isThere() || !Mosquitto.isThere()) {
            System.out.println("PostgreSQL or mosquitto is not installed: nothing was measured");
            System.exit(0);
        }
        FleetBenchmark bench = new FleetBenchmark(Files.createTempDirectory(Path.of(args[0]), "bench-"));
        bench.rows();
        bench.way();
        bench.costOfProcesses();
        bench.sessions();
        System.exit(0);
    }

    private FleetSettings settings(PostgreSql postgres, String broker, String schema) throws Exception {
        Path config = Files.createDirectories(folder.resolve(schema).resolve("config"));
        Files.writeString(
                config.resolve("fleet.properties"),
                "fleet.store = " + postgres.url() + "?user=nightflow\nfleet.page-port = 0\nfleet.broker = " + broker
                        + "\n");
        return FleetSettings.read(folder.resolve(schema));
    }

    private static List<String> minute(int gateway, long minute) {
        List<String> rows = new ArrayList<>();
        long utc = START.getEpochSecond() + 60 * minute;
        for (int sensor = 0; sensor < SENSORS; sensor++) {
            String flow = Decimal.text(20 + ((gateway * 31 + sensor * 17 + minute * 7) % 1_000) / 100.0);
            rows.add("R,dma-" + sensor + "," + utc + "," + flow + ",4.1,0555,055,0,0,0");
        }
        return rows;
    }

    private static UplinkBatch batch(int gateway, long minute, int count) {
        List<StagedMinute> minutes = new ArrayList<>();
        long first = 1 + minute * SENSORS;
        for (int i = 0; i < count; i++) {
            long at = minute + i;
            minutes.add(new StagedMinute(first + (long) i * SENSORS, "k-" + at, "m", "g", "", minute(gateway, at)));
        }
        long to = first + count * SENSORS - 1L;
        return new UplinkBatch(Lane.RESULTS, 7, 1, first, to, to + 1, minutes);
    }

    /** Rows a second of CPU, of this process and of PostgreSQL together. */
    private void rows() throws Exception {
        try (PostgreSql postgres = new PostgreSql()) {
            byte[][] messages = new byte[GATEWAYS * BATCHES][];
            for (int number = 0; number < BATCHES; number++) {
                for (int gateway = 0; gateway < GATEWAYS; gateway++) {
                    messages[number * GATEWAYS + gateway] = batch(
                                    gateway, (long) number * MINUTES_A_BATCH, MINUTES_A_BATCH)
                            .encode();
                }
            }
            try (FleetLoad fleet = new FleetLoad(settings(postgres, "embedded", "rows"), () -> START)) {
                int part = messages.length / (ROUNDS + 1);
                take(fleet, messages, 0, part); // the compiler has seen it, the sensors are known
                bare(postgres, "copied_0", part, true);
                bare(postgres, "upserted_0", part, false);
                List<Double> ours = new ArrayList<>();
                List<Double> copy = new ArrayList<>();
                List<Double> upsert = new ArrayList<>();
                for (int round = 1; round <= ROUNDS; round++) {
                    int from = round * part;
                    String name = "_" + round;
                    ours.add(rate(postgres, part, () -> take(fleet, messages, from, from + part)));
                    copy.add(rate(postgres, part, () -> bare(postgres, "copied" + name, part, true)));
                    upsert.add(rate(postgres, part, () -> bare(postgres, "upserted" + name, part, false)));
                }
                live(postgres, fleet);
                System.out.printf(
                        "A row takes %s bytes of PostgreSQL's disk with its index.%n%n",
                        postgres.column(
                                        "SELECT sum(pg_total_relation_size(inhrelid)) / (SELECT count(*) FROM site_main.reading) FROM"
                                                + " pg_inherits WHERE inhparent = 'site_main.reading'::regclass AND inhrelid::regclass::text"
                                                + " LIKE '%reading_2%'")
                                .get(0)
                                .replaceFirst("\\..*", ""));
                print(
                        "rows a second of CPU (worker and PostgreSQL together), 600 rows a transaction",
                        Medians.of(ours),
                        Medians.of(copy),
                        Medians.of(upsert));
            }
        }
    }

    /** A minute a message, as gateways send while nothing holds them up: a transaction for ten rows. */
    private static void live(PostgreSql postgres, FleetLoad fleet) throws Exception {
        byte[][] messages = new byte[GATEWAYS * LIVE_MINUTES][];
        for (int minute = 0; minute < LIVE_MINUTES; minute++) {
            for (int gateway = 0; gateway < GATEWAYS; gateway++) {
                messages[minute * GATEWAYS + gateway] = batch(gateway, BATCHES * (long) MINUTES_A_BATCH + minute, 1)
                        .encode();
            }
        }
        double before = cpuSeconds(postgres);
        take(fleet, messages, 0, messages.length);
        double each = (cpuSeconds(postgres) - before) / messages.length;
        System.out.printf(
                "Live, a minute of 10 sensors a transaction: %.2f ms of CPU each, %,.0f rows/CPU s; 10,000 gateways take %.2f"
                        + " of a core.%n%n",
                each * 1_000, SENSORS / each, each * 10_000 / 60);
    }

    private static void print(String what, double ours, double copy, double upsert) {
        System.out.println("| " + what + " | rows/CPU s | of COPY | of an upsert |\n|---|---|---|---|");
        System.out.printf("| the fleet | %,.0f | %.2f | %.2f |%n", ours, ours / copy, ours / upsert);
        System.out.printf(
                "| COPY of the same rows | %,.0f | 1.00 | |%n| a statement of 600 rows, ON CONFLICT | %,.0f | %.2f | 1.00 |%n%n",
                copy, upsert, upsert / copy);
        System.out.printf(
                "figure: fleet %,.0f rows/CPU s, %.2f of COPY, %.2f of an upsert%n", ours, ours / copy, ours / upsert);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double rate(PostgreSql postgres, int batches, Work work) throws Exception {
        double before = cpuSeconds(postgres);
        work.run();
        Thread.sleep(1_000); // a process that has ended is counted once it is reaped
        return batches * (double) MINUTES_A_BATCH * SENSORS / (cpuSeconds(postgres) - before);
    }

    private static double cpuSeconds(PostgreSql postgres) throws Exception {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9 + postgres.cpuSeconds();
    }

    private static void take(FleetLoad fleet, byte[][] messages, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            fleet.take("gw-" + i % GATEWAYS, messages[i]);
        }
    }

    /** The least that the same rows cost: the same table and key, 600 a transaction, ids and numbers known. */
    private static void bare(PostgreSql postgres, String table, int batches, boolean copies) throws Exception {
        postgres.run(
                "CREATE TABLE " + table + " (minute bigint, sensor int, flow float8, pressure float8, quality int2,"
                        + " judged int2, flow_stages int2, pressure_stages int2, PRIMARY KEY (minute, sensor))");
        try (Connection connection = postgres.connect()) {
            connection.setAutoCommit(false);
            CopyManager copy = new CopyManager(connection.unwrap(BaseConnection.class));
            for (int i = 0; i < batches; i++) {
                String rows = text(i, copies);
                if (copies) {
                    copy.copyIn("COPY " + table + " FROM STDIN (FORMAT csv)", new StringReader(rows));
                } else {
                    try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + table + " VALUES "
                            + rows + " ON CONFLICT (minute, sensor) DO UPDATE SET flow = excluded.flow")) {
                        statement.executeUpdate();
                    }
                }
                connection.commit();
            }
        }
    }

    private static String text(int batch, boolean csv) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < MINUTES_A_BATCH * SENSORS; i++) {
            long minute = START.getEpochSecond() + 60L * (batch / GATEWAYS * MINUTES_A_BATCH + i / SENSORS);
            int sensor = batch % GATEWAYS * SENSORS + i % SENSORS;
            String row = minute + "," + sensor + "," + (20 + i % 100 / 10.0) + ",4.1,0,1,555,55";
            rows.append(csv ? row + "\n" : (i == 0 ? "" : ",") + "(" + row + ")");
        }
        return rows.toString();
    }

    /** A week of one gateway across, alerts at once, and what the uplink costs. */
    private void way() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                PostgreSql postgres = new PostgreSql();
                FleetProgram fleet =
                        FleetProgram.start(settings(postgres, broker.broker(), "way"), InstantSource.fixed(AFTER));
                StagingDirectory results = staging("results");
                StagingDirectory alerts = staging("alerts")) {
            String unusedPage = fleet.page();
            for (int i = 0; i < WEEK; i++) {
                results.put("s-" + i, "m", minute(1, i));
            }
            MqttPeer.Will will = new MqttPeer.Will("nf/v1/gw-1/state", "boot=x\nonline=0\n");
            Uplink uplink = new Uplink(
                    new MqttPeer(
                            broker.broker(), "gw-1", "", "", "", "", "", will, Duration.ZERO, Duration.ofSeconds(15)),
                    new Uplink.Site("gw-1", "x", command -> "ok", InstantSource.fixed(START)),
                    results,
                    alerts,
                    () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
            long started = System.nanoTime();
            uplink.start(Map::of, message -> {});
            waitFor(results);
            double seconds = seconds(started);
            String stored =
                    postgres.column("SELECT count(*) FROM site_main.reading").get(0);
            System.out.printf("A week of one gateway (10 sensors, %s rows) was across in %.1f s.%n", stored, seconds);
            alerts(uplink, alerts, postgres);
            cost(uplink, results);
            uplink.close();
        }
    }

    private void costOfProcesses() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker-of-processes")).start();
                PostgreSql postgres = new PostgreSql();
                FleetProgram fleet =
                        FleetProgram.start(settings(postgres, broker.broker(), "processes"), InstantSource.system())) {
            String unusedPage = fleet.page();
            UplinkCost.print(folder.resolve("cost"), broker.broker());
            System.out.println(postgres.column("SELECT count(*) FROM site_main.reading")
                            .get(0) + " rows of them are in the fleet's database.\n");
        }
    }

    private StagingDirectory staging(String name) throws Exception {
        return StagingDirectory.open(
                folder.resolve(name), StagingOptions.unbounded("gw-1", 7, InstantSource.fixed(START)), new LocalDisk());
    }

    private static void waitFor(StagingDirectory directory) throws Exception {
        while (directory.backlog().rows() > 0) {
            Thread.sleep(2);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void alerts(Uplink uplink, StagingDirectory staged, PostgreSql postgres) throws Exception {
        double[] latencies = new double[ALERTS];
        try (Connection connection = postgres.connect();
                PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM site_main.alert")) {
            for (int i = 0; i < ALERTS; i++) {
                long started = System.nanoTime();
                staged.put(
                        "a-" + i,
                        "m",
                        List.of("E,dma-1," + (START.getEpochSecond() + 60L * i)
                                + ",flow,night,3,burst,60,20,start,1,3"));
                uplink.alerts().staged();
                int seen = 0;
                while (seen <= i) {
                    try (var row = count.executeQuery()) {
                        row.next();
                        seen = row.getInt(1);
                    }
                }
                latencies[i] = seconds(started) * 1_000;
            }
        }
        Arrays.sort(latencies);
        System.out.printf(
                "An alert was in the fleet's database %.0f ms after it was raised (median of %d), p99 %.0f ms.%n",
                latencies[ALERTS / 2], ALERTS, latencies[ALERTS * 99 / 100]);
    }

    /** One minute after the other, each across before the next: what the threads of the uplink and of its staging take. */
    private static void cost(Uplink uplink, StagingDirectory results) throws Exception {
        long heap = heapAfterCollection();
        double before = uplinkSeconds();
        for (int i = 0; i < COST_MINUTES; i++) {
            results.put("c-" + i, "m", minute(1, WEEK + i));
            uplink.results().staged();
            waitFor(results);
        }
        double perMinute = (uplinkSeconds() - before) / COST_MINUTES;
        System.out.printf(
                "The uplink takes a gateway of 10 sensors %.1f ms of CPU a minute, %.3f %% of a core, with its staging; its heap grew"
                        + " by %.1f MB in %d minutes.%n%n",
                perMinute * 1_000, perMinute / 60 * 100, (heapAfterCollection() - heap) / 1e6, COST_MINUTES);
    }

    private static long heapAfterCollection() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Of the gateway's side; the fleet runs in this process too, on threads of other names, and shares those of the library. */
    private static double uplinkSeconds() {
        var threads = ManagementFactory.getThreadMXBean();
        double sum = 0;
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().matches("uplink.*|staging-.*|com\\.hivemq.*|Rx.*")) {
                sum += Math.max(0, threads.getThreadCpuTime(id)) / 1e9;
            }
        }
        return sum;
    }

    /** Sessions with a will and a subscription, kept open. */
    private void sessions() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder.resolve("many"), "max_connections -1").start();
                BareSessions sessions = new BareSessions(broker.port())) {
            double before = broker.residentMegabytes();
            int open = sessions.open(SESSIONS);
            System.out.printf(
                    "%,d sessions with a will and a subscription: mosquitto %.0f MB resident, %.0f before them.%n",
                    open, broker.residentMegabytes(), before);
        }
    }
}
