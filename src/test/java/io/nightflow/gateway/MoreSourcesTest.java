package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.repository.HowToTest;
import io.nightflow.settings.Settings;
import io.nightflow.time.GatewayClock;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the how-to page, as an integrator would use them. */
@Tag("slow")
class MoreSourcesTest {
    private static final String PAGE = "docs/how-to/more-sources.md";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void a_dropped_file_is_read_and_moved_and_a_query_is_written() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        settings("route.inbox = " + inbox + "\nroute.out = " + folder + "/out\nroute.nights-cron = * * * * * ?\n");
        Files.writeString(
                folder.resolve("routes/inbox.camel.yaml"),
                HowToTest.yaml(PAGE, 0) + "      - name: quietSeconds\n        value: \"1\"\n");
        Files.writeString(folder.resolve("routes/nights.camel.yaml"), HowToTest.yaml(PAGE, 3));
        try (Gateway gateway = Gateway.open(Settings.read(folder), GatewayClock.of(InstantSource.system()))) {
            assertThat(gateway.runtime().files().faults(folder.resolve("routes")))
                    .isEmpty();
            gateway.start();
            Files.writeString(
                    inbox.resolve("november.csv"),
                    "sensor,time,flow,pressure\ndma-1,2026-11-01T00:00:00Z,12.5,4\ndma-1,never,1,1\n");
            await().atMost(SOON).until(() -> Files.exists(inbox.resolve(".failed/november.csv")));
            assertThat(gateway.readings().count()).isEqualTo(1);
            try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"))) {
                foreign.createStatement().execute("PRAGMA busy_timeout = 5000");
                foreign.createStatement()
                        .executeUpdate(
                                "INSERT INTO night (sensor, night, hours, mean, windows, expected, verdict, sum, quiet,"
                                        + " since, raised, volume)"
                                        + " VALUES (1, 20000, '', 3.5, 18, 18, 'first, of all', 0, 0, -1, -1, 0)");
            }
            await().atMost(SOON)
                    .until(() -> Files.exists(folder.resolve("out/nights.csv"))
                            && Files.readString(folder.resolve("out/nights.csv"))
                                            .lines()
                                            .count()
                                    == 2);
            assertThat(Files.readAllLines(folder.resolve("out/nights.csv")))
                    .containsExactly("sensor,night,mean,usual,verdict", "dma-1,2024-10-04,3.5,,\"first, of all\"");
        }
    }

    @Test
    void the_results_of_the_hour_before_are_written() throws Exception {
        settings("route.out = " + folder + "/out\n");
        Files.writeString(
                folder.resolve("routes/results.camel.yaml"),
                HowToTest.yaml(PAGE, 2) + "      - name: cron\n        value: \"* * * * * ?\"\n");
        Instant before = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS);
        try (Gateway gateway = Gateway.open(Settings.read(folder), GatewayClock.of(InstantSource.system()))) {
            try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"))) {
                foreign.createStatement().execute("PRAGMA busy_timeout = 5000");
                foreign.createStatement().executeUpdate("INSERT INTO sensor (id, name, listed) VALUES (1, 'dma-1', 1)");
                foreign.createStatement()
                        .executeUpdate(
                                "INSERT INTO reading (minute, sensor, flow, pressure, quality, judged, flow_stages,"
                                        + " pressure_stages) VALUES (" + before.getEpochSecond()
                                        + ", 1, 12.5, 4, 0, 1, 555, 55)");
            }
            gateway.start();
            assertThat(gateway.runtime().files().faults(folder.resolve("routes")))
                    .isEmpty();
            Path file = folder.resolve("out/results-" + before.toString().substring(0, 13) + ".csv");
            await().atMost(SOON)
                    .until(() -> Files.exists(file) && Files.readAllLines(file).size() == 2);
            assertThat(Files.readAllLines(file))
                    .containsExactly(
                            "sensor,minute,flow,pressure,flow_stages,pressure_stages,flow_reason,pressure_reason",
                            "dma-1," + before.toString().substring(0, 16) + "Z,12.5,4.0,0555,055,,");
        }
    }

    @Test
    void lines_of_standard_input_are_readings() throws Exception {
        settings("");
        Files.writeString(folder.resolve("routes/pipe.camel.yaml"), HowToTest.yaml(PAGE, 1));
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        try (OutputStream in = gateway.process().getOutputStream()) {
            gateway.waitFor("Nightflow runs");
            in.write("dma-7 12.5 4.1\nnonsense\n".getBytes(StandardCharsets.UTF_8));
            in.flush();
            await().atMost(SOON).until(() -> {
                try (Connection database =
                                DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"));
                        ResultSet row = database.createStatement()
                                .executeQuery("SELECT count(*) FROM reading WHERE flow = 12.5 AND quality = 1")) {
                    return row.next() && row.getInt(1) == 1;
                }
            });
        } finally {
            gateway.process().destroyForcibly();
        }
    }

    private void settings(String more) throws Exception {
        NightflowProcess.folder(
                folder, "meter.port = " + folder + "/meter\ndevice.port = " + folder + "/device\n" + more);
    }
}
