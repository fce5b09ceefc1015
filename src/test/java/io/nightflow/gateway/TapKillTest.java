package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.link.Frame;
import io.nightflow.link.Message;
import io.nightflow.peers.Mosquitto;
import io.nightflow.peers.MqttListener;
import io.nightflow.peers.PostgreSql;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.tap.TapJson;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway and a listener as real processes, killed at any moment, with taps into a real broker and a real database:
 * nothing is lost, and after doubles are removed by their name nothing is there twice and all is in order.
 * {@code mvn verify -Prig -Drig.full -Dtest=TapKillTest} is the full form, {@code -Dtap.kills} any other number.
 */
@Tag("slow")
class TapKillTest {
    private static final int KILLS = 10;
    private static final int KILLS_IN_FULL = 1_000;
    private static final int READINGS_A_LIFE = 200;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final Random random = new Random(29);
    private int kills;

    @Test
    void through_kills_of_gateway_and_listener_nothing_is_lost_and_nothing_twice() throws Exception {
        through(Integer.getInteger("tap.kills", KILLS));
    }

    @Test
    @Tag("rig")
    void nor_through_a_thousand() throws Exception {
        long started = System.nanoTime();
        through(System.getProperty("rig.full") == null ? KILLS : KILLS_IN_FULL);
        System.out.printf(
                "RIG tap: %d kills, %,d results: 0 lost, 0 twice, in order (%d min)%n",
                kills, kills * READINGS_A_LIFE, TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - started));
    }

    private void through(int times) throws Exception {
        kills = times;
        assumeTrue(Mosquitto.isThere(), "mosquitto (Debian package) is not installed");
        assumeTrue(PostgreSql.isThere(), "postgresql (Debian package) is not installed");
        NightflowProcess.folderWithPorts(folder, "detect.cron = * * * * * ?\n");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker"), "max_inflight_messages 1").start();
                PostgreSql sql = new PostgreSql();
                PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"));
                PseudoTerminal device = PseudoTerminal.open(folder.resolve("device"))) {
            sql.run(Files.readString(Path.of("docs/how-to/nightflow_result.sql")));
            Files.writeString(folder.resolve("routes/taps.camel.yaml"), routes(broker, sql));
            long readings = live(broker, meter);
            List<Map<String, Object>> heard = heard();
            assertThat(heard).hasSize((int) readings);
            assertThat(sql.column("SELECT count(*) FROM nightflow_result")).containsExactly(String.valueOf(readings));
            assertThat(sql.column(
                            "SELECT count(*) FROM (SELECT number, lag(number) OVER (ORDER BY number) AS before FROM"
                                    + " nightflow_result) r WHERE number <> before + 1"))
                    .as("numbers that are missing")
                    .containsExactly("0");
            Map<String, String> stages = new TreeMap<>();
            heard.forEach(each -> stages.put(String.valueOf(each.get("time")), String.valueOf(each.get("flowStages"))));
            assertThat(List.copyOf(stages.values())).isEqualTo(stored());
            assertThat(device.link()).exists();
        }
    }

    private long live(Mosquitto broker, PseudoTerminal meter) throws Exception {
        Minute first = Minute.containing(InstantSource.system().instant()).plus(-(long) kills * READINGS_A_LIFE - 100);
        NightflowProcess listener = listen(broker);
        for (int life = 0; life < kills; life++) {
            NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
            gateway.waitFor("meter is open", "Nightflow runs");
            gateway.drainInBackground();
            send(meter, first.plus((long) life * READINGS_A_LIFE));
            long committed = (life + 1L) * READINGS_A_LIFE;
            await().atMost(LIMIT).until(() -> count("SELECT count(*) FROM reading") == committed);
            int wanted = random.nextInt(READINGS_A_LIFE);
            await().atMost(LIMIT)
                    .until(() ->
                            count("SELECT count(*) FROM reading WHERE flow_stages IS NOT NULL") >= committed - wanted);
            if (random.nextBoolean()) {
                kill(listener);
                listener = listen(broker);
            }
            kill(gateway);
        }
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        gateway.waitFor("Nightflow runs");
        gateway.drainInBackground();
        long all = (long) kills * READINGS_A_LIFE;
        await().atMost(LIMIT).until(() -> heard().size() >= all);
        await().atMost(LIMIT)
                .until(() -> count("SELECT count(*) FROM tap t WHERE t.taken < (SELECT max(number) FROM"
                                + " published p WHERE p.kind = t.kind)")
                        == 0);
        gateway.terminate(20);
        kill(listener);
        return all;
    }

    private static void kill(NightflowProcess process) throws InterruptedException {
        process.process().toHandle().destroyForcibly();
        process.process().waitFor(10, TimeUnit.SECONDS);
    }

    private NightflowProcess listen(Mosquitto broker) throws IOException {
        NightflowProcess listener = NightflowProcess.startMain(
                MqttListener.class.getName(),
                String.valueOf(broker.port()),
                folder.resolve("heard.jsonl").toString());
        listener.waitFor("listening");
        listener.drainInBackground();
        return listener;
    }

    private static String routes(Mosquitto broker, PostgreSql sql) {
        return """
                - beans:
                    - name: postgres
                      type: org.postgresql.ds.PGSimpleDataSource
                      properties:
                        url: %s
                        user: nightflow
                - templatedRoute:
                    routeId: to-mqtt
                    routeTemplateRef: tap-to-mqtt
                    parameters:
                      - name: what
                        value: results
                      - name: broker
                        value: %s
                      - name: topic
                        value: results
                      - name: batch
                        value: "20"
                      - name: from
                        value: beginning
                - templatedRoute:
                    routeId: to-sql
                    routeTemplateRef: results-to-sql
                    parameters:
                      - name: source
                        value: postgres
                      - name: batch
                        value: "20"
                      - name: from
                        value: beginning
                """.formatted(sql.url(), broker.broker());
    }

    /** What the listener has, doubles removed by their name; in the order in which each came first, which must be theirs. */
    private List<Map<String, Object>> heard() throws IOException {
        Path file = folder.resolve("heard.jsonl");
        Map<String, Map<String, Object>> byName = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                TapJson.read(line)
                        .forEach(each -> byName.putIfAbsent(each.get("log") + " " + each.get("number"), each));
            }
        }
        List<Map<String, Object>> heard = new ArrayList<>(byName.values());
        assertThat(heard)
                .extracting(each -> ((Number) each.get("number")).longValue())
                .isSorted();
        return heard;
    }

    private List<String> stored() throws Exception {
        List<String> stages = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"));
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT printf('%04d', flow_stages) FROM reading ORDER BY minute")) {
            while (row.next()) {
                stages.add(row.getString(1));
            }
        }
        return stages;
    }

    private long count(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"));
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static void send(PseudoTerminal meter, Minute first) throws Exception {
        meter.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < READINGS_A_LIFE; i++) {
            meter.write(Frame.encode(new Message.MeterReading(
                            0, 0, new SensorId("a"), first.plus(i).epochSecond(), i, 4)
                    .body()));
        }
    }
}
