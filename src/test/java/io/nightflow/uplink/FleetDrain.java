package io.nightflow.uplink;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.link.Lane;
import io.nightflow.mqtt.MqttPeer;
import io.nightflow.mqtt.MqttSession;
import io.nightflow.peers.Mosquitto;
import io.nightflow.peers.PostgreSql;
import io.nightflow.reading.Decimal;
import io.nightflow.staging.StagedMinute;
import io.nightflow.uplink.UplinkTopics.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Many gateways that come back at once with a backlog each: real mosquitto, PostgreSQL and worker as processes, the gateways'
 * own {@link UplinkMachine} over sessions of their own; what they send is made once for all of them. Says how the backlog goes
 * and how late the newest minutes are, a line each 10 seconds. {@link FleetDrainRigTest} runs it.
 */
final class FleetDrain {
    private static final int SENSORS = 10;
    private static final int BATCH_MINUTES = 60;
    private static final long ROWS_A_BATCH = SENSORS * BATCH_MINUTES;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final int gateways;
    private final int batches;
    private final Path folder;
    private final long epoch = System.currentTimeMillis() / 1_000;
    private final byte[][] bodies;
    private final List<Gateway> all = new ArrayList<>();
    private final Map<String, Long> liveAt = new ConcurrentHashMap<>(); // gateway and minute, when it was published
    private long sentBatches;
    private long sentHellos;
    private long latest; // the latest that a newest minute ever was, milliseconds

    private FleetDrain(int gateways, int hours, Path folder) {
        this.gateways = gateways;
        batches = hours;
        this.folder = folder;
        bodies = new byte[batches][];
        long start = (epoch / 60 - (long) batches * BATCH_MINUTES - 5) * 60;
        for (int batch = 0; batch < batches; batch++) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int i = 0; i < BATCH_MINUTES; i++) {
                long minute = (long) batch * BATCH_MINUTES + i;
                body.writeBytes(
                        new StagedMinute(1 + minute * SENSORS, "k-" + minute, "m", "g", "", rows(start + 60 * minute))
                                .encode());
            }
            bodies[batch] = body.toByteArray();
        }
    }

    /** So many gateways, so many hours of backlog each; gives how late a newest minute ever was in the store. */
    static Duration run(int gateways, int hours, Path folder) throws Exception {
        FleetDrain drain = new FleetDrain(gateways, hours, folder);
        drain.run();
        return Duration.ofMillis(drain.latest);
    }

    private static List<String> rows(long minute) {
        List<String> rows = new ArrayList<>();
        for (int sensor = 0; sensor < SENSORS; sensor++) {
            String flow = Decimal.text(20 + ((sensor * 17 + minute / 60 * 7) % 1_000) / 100.0);
            rows.add("R,s" + sensor + "," + minute + "," + flow + ",4.1,0555,055,0,0,0");
        }
        return rows;
    }

    /** One of them. */
    private final class Gateway {
        private final String name;
        private final UplinkMachine machine = new UplinkMachine();
        private final MqttSession session;
        private final Queue<LaneAnswer> answers = new ConcurrentLinkedQueue<>();
        private volatile boolean connected;
        private boolean begun;
        private long liveMinute;

        Gateway(int number, String broker) throws Exception {
            name = "gw-" + number;
            session = new MqttSession(
                    new MqttPeer(
                            broker,
                            name,
                            "",
                            "",
                            "",
                            "",
                            "",
                            MqttPeer.Will.NONE,
                            Duration.ZERO,
                            Duration.ofSeconds(30)),
                    session -> connected = true);
            session.listen(
                    message -> LaneAnswer.parse(new String(message.payload(), StandardCharsets.UTF_8))
                            .ifPresent(answers::add),
                    Runnable::run);
            session.connect();
            session.subscribe(UplinkTopics.of(name, Kind.ACK), 0);
        }

        void turn(long now) {
            if (!connected) {
                return;
            }
            if (!begun) {
                begun = true;
                machine.connected(epoch, 0, 1, now);
            }
            for (LaneAnswer answer = answers.poll(); answer != null; answer = answers.poll()) {
                machine.received(answer, now);
            }
            machine.tick(now);
            if (machine.saysHello(now)) {
                send(machine.stored() + 1, machine.stored(), new byte[0]);
            }
            for (long next = machine.next();
                    next > 0 && next <= batches * ROWS_A_BATCH && !isDone();
                    next = machine.next()) {
                long to = next + ROWS_A_BATCH - 1;
                send(next, to, bodies[(int) ((next - 1) / ROWS_A_BATCH)]);
                machine.sent(to, now);
            }
        }

        private void send(long from, long to, byte[] body) {
            sentBatches += body.length > 0 ? 1 : 0;
            sentHellos += body.length > 0 ? 0 : 1;
            byte[] head = ("#uplink 1 lane=" + Lane.RESULTS.word() + " epoch=" + epoch + " base="
                            + (machine.stored() + 1) + " from=" + from + " to=" + to + " unsent=" + (to + 1) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            byte[] message = new byte[head.length + body.length];
            System.arraycopy(head, 0, message, 0, head.length);
            System.arraycopy(body, 0, message, head.length, body.length);
            publish(Kind.ROWS, message, 1);
        }

        /** The minute that has just ended, once; each gateway at its own second. */
        void live(long now, long millis) {
            long minute = millis / 60_000 * 60 - 60;
            boolean isTurn = millis % 60_000 >= 50_000L * all.indexOf(this) / gateways;
            if (connected && !isDone() && isTurn && minute > liveMinute) {
                liveMinute = minute;
                liveAt.put(name + " " + minute, now);
                publish(Kind.LIVE, String.join("\n", rows(minute)).getBytes(StandardCharsets.UTF_8), 0);
            }
        }

        private void publish(Kind kind, byte[] message, int quality) {
            var unused = session.send(UplinkTopics.of(name, kind), message, quality, false)
                    .exceptionally(failure -> false);
        }

        boolean isDone() {
            return machine.stored() >= batches * ROWS_A_BATCH;
        }
    }

    private void run() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                PostgreSql sql = new PostgreSql()) {
            Path own = Files.createDirectories(folder.resolve("worker/config"));
            Files.writeString(
                    own.resolve("fleet.properties"),
                    "fleet.page-port = 0\nfleet.broker = " + broker.broker() + "\nfleet.store = " + sql.url()
                            + "?user=nightflow\n");
            NightflowProcess worker = NightflowProcess.startWith(
                    List.of("-Xmx256m"),
                    "fleet",
                    "run",
                    "--dir",
                    folder.resolve("worker").toString());
            worker.waitFor("fleet runs");
            worker.listen(line -> System.out.println("worker: " + line));
            for (int i = 0; i < gateways; i++) {
                all.add(new Gateway(i, broker.broker()));
            }
            drain(broker, sql, worker.process().pid());
            worker.terminate(20);
        }
    }

    private void drain(Mosquitto broker, PostgreSql sql, long worker) throws Exception {
        long begun = System.nanoTime();
        long told = 0;
        System.out.println(
                "seconds,rows,gateways done,newest minute at most ms,worker MB,mosquitto MB,batches sent,hellos sent");
        try (Connection connection = DriverManager.getConnection(sql.url(), "nightflow", "")) {
            while (!all.stream().allMatch(Gateway::isDone)) {
                long now = System.nanoTime() / 1_000_000;
                long millis = System.currentTimeMillis();
                for (Gateway each : all) {
                    each.turn(now);
                    each.live(now, millis);
                }
                long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
                if (second / 2 > told) {
                    told = second / 2;
                    seen(connection, now);
                    if (told % 5 == 0) {
                        tell(second, broker, worker);
                    }
                }
                LockSupport.parkNanos(TICK_NANOS);
            }
        }
        tell(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun), broker, worker);
        double cpu = sql.cpuSeconds();
        System.out.printf(
                Locale.ROOT,
                "%d gateways, %d hours each: %,d rows in %d s; PostgreSQL %.0f CPU s, worker %.0f CPU s; the newest minute was"
                        + " never later than %.1f s%n",
                gateways,
                batches,
                gateways * batches * ROWS_A_BATCH,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun),
                cpu,
                ProcessHandle.of(worker)
                                .flatMap(each -> each.info().totalCpuDuration())
                                .orElse(Duration.ZERO)
                                .toMillis()
                        / 1_000.0,
                latest / 1_000.0);
    }

    /** Which newest minutes are in the store by now. */
    private void seen(Connection connection, long now) throws Exception {
        Map<String, Long> waiting = new HashMap<>(liveAt);
        for (long minute : waiting.keySet().stream()
                .map(each -> Long.parseLong(each.substring(each.indexOf(' ') + 1)))
                .distinct()
                .toList()) {
            try (var statement =
                    connection.prepareStatement("SELECT s.name FROM site_main.reading r JOIN site_main.sensor"
                            + " s ON s.id = r.sensor WHERE r.minute = ? AND s.name LIKE '%.s0'")) {
                statement.setLong(1, minute);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        String name = row.getString(1).replace(".s0", "") + " " + minute;
                        Long at = liveAt.remove(name);
                        latest = at == null ? latest : Math.max(latest, now - at);
                    }
                }
            }
        }
        for (long at : liveAt.values()) {
            latest = Math.max(latest, now - at); // one that is still away counts as it goes
        }
    }

    private void tell(long second, Mosquitto broker, long worker) throws Exception {
        long rows = all.stream().mapToLong(each -> each.machine.stored()).sum();
        System.out.printf(
                Locale.ROOT,
                "%d,%d,%d,%d,%.0f,%.0f,%d,%d%n",
                second,
                rows,
                all.stream().filter(Gateway::isDone).count(),
                latest,
                resident(worker),
                broker.residentMegabytes(),
                sentBatches,
                sentHellos);
    }

    private static double resident(long process) throws Exception {
        Path status = Path.of("/proc/" + process + "/status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
                .sum();
    }
}
