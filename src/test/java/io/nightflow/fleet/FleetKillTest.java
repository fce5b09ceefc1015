package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.link.Frame;
import io.nightflow.link.Message;
import io.nightflow.peers.Kafka;
import io.nightflow.peers.Mosquitto;
import io.nightflow.peers.PostgreSql;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.simulator.PseudoTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway, a broker with its lossy defaults, two workers and PostgreSQL as real processes, killed at any moment: what the
 * gateway has judged is in the fleet's database, once, the same. {@code mvn verify -Prig -Drig.full -Dtest=FleetKillTest} is
 * the full form, {@code -Dfleet.kills} any other number.
 */
@Tag("slow")
class FleetKillTest {
    private static final int KILLS = 10;
    private static final int KILLS_IN_FULL = 1_000;
    private static final int READINGS_MAX = 40_000; // within the days that the fleet keeps
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String ROWS = "SELECT r.minute || ' ' || r.flow_stages || ' ' || r.pressure_stages || ' ' ||"
            + " CAST(r.flow AS INTEGER) || ' ' || r.quality FROM %sreading r ORDER BY r.minute";

    @TempDir
    private Path folder;

    private final Random random = new Random(Long.getLong("seed", 31));
    private final List<NightflowProcess> workers = new ArrayList<>();
    private int kills = Integer.getInteger("fleet.kills", KILLS);

    @Test
    void through_kills_of_all_that_runs_nothing_is_lost_and_nothing_is_twice() throws Exception {
        through(List.of(), "");
    }

    @Test
    @Tag("rig")
    void nor_through_a_thousand() throws Exception {
        kills = System.getProperty("rig.full") == null ? KILLS : KILLS_IN_FULL;
        long started = System.nanoTime();
        through(List.of(), "");
        System.out.printf(
                "RIG fleet: %d kills, %,d readings: 0 lost, 0 twice, 0 different (%d min)%n",
                kills, kills * readings(), TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - started));
    }

    /** Of one life. */
    private int readings() {
        return Math.min(120, READINGS_MAX / kills);
    }

    @Test
    @Tag("long")
    void and_with_kafka_as_the_log() throws Exception {
        try (Kafka kafka = new Kafka(folder.resolve("kafka")).start().topic("nightflow.rows", 4)) {
            through(List.of(kafka), "fleet.kafka = " + kafka.servers() + "\n");
        }
    }

    /** The worker that judges stands still for longer than its right lasts, and goes on as if nothing had been. */
    @Test
    @Tag("long")
    void a_worker_is_stopped_and_continued() throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto (Debian package) is not installed");
        assumeTrue(PostgreSql.isThere(), "postgresql (Debian package) is not installed");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                PostgreSql sql = new PostgreSql();
                PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"));
                PseudoTerminal device = PseudoTerminal.open(folder.resolve("device"))) {
            NightflowProcess.folderWithPorts(
                    folder, "detect.cron = * * * * * ?\ngateway.id = gw-1\nuplink.broker = " + broker.broker() + "\n");
            for (int i = 0; i < 2; i++) {
                workers.add(worker(i, broker, sql, ""));
            }
            NightflowProcess gateway = gateway();
            String owner = "SELECT owner FROM site_main.judge_owner";
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> !sql.column(owner).isEmpty());
            String first = sql.column(owner).get(0);
            Minute start = Minute.containing(InstantSource.system().instant()).plus(-10L * readings());
            across(sql, meter, start, 1);
            long still = workers.get(first.endsWith("0") ? 0 : 1).process().pid();
            signal("-STOP", still);
            across(sql, meter, start, 2);
            await().atMost(LIMIT).until(() -> !sql.column(owner).equals(List.of(first)));
            signal("-CONT", still);
            across(sql, meter, start, 3);
            gateway.terminate(20);
            assertThat(device.link()).exists();
            assertThat(sql.column(String.format(ROWS, "site_main."))).isEqualTo(edge(String.format(ROWS, "")));
        } finally {
            for (NightflowProcess worker : workers) {
                kill(worker);
            }
        }
    }

    private void across(PostgreSql sql, PseudoTerminal meter, Minute start, int times) throws Exception {
        send(meter, start.plus((times - 1L) * readings()));
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> sql.column("SELECT minute FROM site_main.reading").size() == times * readings());
    }

    private static void signal(String signal, long process) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void through(List<Kafka> logs, String settings) throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto (Debian package) is not installed");
        assumeTrue(PostgreSql.isThere(), "postgresql (Debian package) is not installed");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker"), "persistence true").start();
                PostgreSql sql = new PostgreSql();
                PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"));
                PseudoTerminal device = PseudoTerminal.open(folder.resolve("device"))) {
            NightflowProcess.folderWithPorts(
                    folder, "detect.cron = * * * * * ?\ngateway.id = gw-1\nuplink.broker = " + broker.broker() + "\n");
            for (int i = 0; i < 2; i++) {
                workers.add(worker(i, broker, sql, settings));
            }
            live(broker, sql, meter, logs, settings);
            assertThat(device.link()).exists();
            assertThat(sql.column(String.format(ROWS, "site_main."))).isEqualTo(edge(String.format(ROWS, "")));
            assertThat(sql.column("SELECT count(*) FROM site_main.gateway_command"))
                    .as("nothing had to be staged again")
                    .containsExactly("0");
        } finally {
            for (NightflowProcess worker : workers) {
                kill(worker);
            }
        }
    }

    private void live(Mosquitto broker, PostgreSql sql, PseudoTerminal meter, List<Kafka> logs, String settings)
            throws Exception {
        Minute first = Minute.containing(InstantSource.system().instant()).plus(-(long) (kills + 2) * readings());
        NightflowProcess gateway = gateway();
        for (int life = 0; life < kills; life++) {
            send(meter, first.plus((long) life * readings()));
            long wanted = life * (long) readings() + random.nextInt(readings());
            await().atMost(LIMIT).until(() -> edge("SELECT minute FROM reading").size() >= wanted);
            int victim = random.nextInt(5 + logs.size());
            if (victim == 0) {
                broker.kill();
                broker.start();
            } else if (victim == 1) {
                sql.kill();
                sql.start();
            } else if (victim == 2) {
                await().atMost(LIMIT)
                        .until(() -> edge("SELECT minute FROM reading").size() >= all(wanted));
                kill(gateway);
                gateway = gateway();
            } else if (victim < 5) {
                kill(workers.get(victim - 3));
                workers.set(victim - 3, worker(victim - 3, broker, sql, settings));
            } else {
                logs.get(0).kill();
                logs.get(0).start();
            }
            await().atMost(LIMIT).until(() -> edge("SELECT minute FROM reading").size() >= all(wanted));
        }
        long all = (long) kills * readings();
        await().atMost(LIMIT)
                .until(() -> edge("SELECT minute FROM reading WHERE flow_stages IS NOT NULL")
                                .size()
                        == all);
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> sql.column("SELECT minute FROM site_main.reading").size() == all);
        gateway.terminate(20);
    }

    /** All that was sent up to here. */
    private long all(long wanted) {
        return (wanted / readings() + 1) * readings();
    }

    private NightflowProcess gateway() throws IOException {
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        gateway.waitFor("meter is open", "Nightflow runs");
        gateway.drainInBackground();
        return gateway;
    }

    private NightflowProcess worker(int number, Mosquitto broker, PostgreSql sql, String settings) throws IOException {
        Path own = folder.resolve("worker-" + number);
        Files.createDirectories(own.resolve("config"));
        Files.writeString(
                own.resolve("config/fleet.properties"),
                "fleet.name = worker-" + number + "\n" + settings + "fleet.page-port = 0\nfleet.broker = "
                        + broker.broker() + "\nfleet.store = " + sql.url() + "?user=nightflow\n");
        NightflowProcess worker = NightflowProcess.start("fleet", "run", "--dir", own.toString());
        worker.waitFor("fleet runs");
        worker.drainInBackground();
        return worker;
    }

    private static void kill(NightflowProcess process) throws InterruptedException {
        process.process().toHandle().destroyForcibly();
        process.process().waitFor(10, TimeUnit.SECONDS);
    }

    private List<String> edge(String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"));
                ResultSet row = connection.createStatement().executeQuery(query)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    private void send(PseudoTerminal meter, Minute first) throws Exception {
        meter.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < readings(); i++) {
            meter.write(Frame.encode(new Message.MeterReading(
                            0, 0, new SensorId("a"), first.plus(i).epochSecond(), i, 4)
                    .body()));
        }
    }
}
