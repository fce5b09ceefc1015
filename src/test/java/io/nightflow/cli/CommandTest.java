package io.nightflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as real processes. */
@Tag("slow")
class CommandTest {
    private static final Path DATA = Path.of("../shared/data/dma-inflow-hourly.csv");

    @TempDir
    private Path folder;

    @Test
    void the_gateway_starts_without_its_ports_and_stops_within_ten_seconds_of_sigterm() throws Exception {
        NightflowProcess.folder(folder, "meter.port = " + folder + "/meter\ndevice.port = " + folder + "/device\n");
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        gateway.waitFor("Nightflow runs");
        gateway.terminate(10);
        assertThat(gateway.process().exitValue()).isEqualTo(143);
        assertThat(gateway.rest())
                .anyMatch(line -> line.contains("opening serial port " + folder + "/meter: it is not there"))
                .noneMatch(line -> line.contains("Exception"));
    }

    /** Camel's own shutdown hook waited for the process, and the process for that, until it was cut short. */
    @Test
    void a_signal_that_comes_while_the_gateway_starts_ends_it_whole() throws Exception {
        NightflowProcess.folder(folder, "meter.port = tcp:127.0.0.1:1\ndevice.port = tcp:127.0.0.1:1\n");
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        gateway.waitFor("connecting to tcp:127.0.0.1:1");
        gateway.terminate(7);
        assertThat(gateway.process().exitValue()).isEqualTo(143);
        assertThat(gateway.rest())
                .noneMatch(line -> line.contains("Shutdown in progress") || line.contains("cut short"));
    }

    @Test
    void a_normal_stop_is_quiet() throws Exception {
        try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"));
                PseudoTerminal device = PseudoTerminal.open(folder.resolve("device"))) {
            NightflowProcess.folderWithPorts(folder, "");
            Files.writeString(folder.resolve("config/sensors.csv"), "sensor\n");
            NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
            gateway.waitFor("Nightflow runs", "meter is open", "device is open");
            gateway.terminate(10);
            assertThat(gateway.rest()).noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
            assertThat(device).isNotSameAs(meter);
        }
    }

    @Test
    @Tag("long")
    void the_shipped_models_run_from_the_first_start_on_whatever_the_length_of_the_command_line() throws Exception {
        NightflowProcess.folder(
                folder, "forecast.models = " + Path.of("config/models").toAbsolutePath() + "\n");
        NightflowProcess gateway =
                NightflowProcess.startWith(List.of("-Dlong=" + "/x".repeat(50_000)), "run", "--dir", folder.toString());
        gateway.waitFor("flow is forecast with model", "Nightflow runs");
        gateway.terminate(10);
        NightflowProcess list = NightflowProcess.start("model", "list", "--dir", folder.toString());
        assertThat(list.rest()).hasSize(1).allMatch(line -> line.matches("flow +[0-9a-f]{8}  taken .* in use"));
        String version = list.rest().get(0).split(" +")[1];
        assertThat(String.join(
                        "\n",
                        NightflowProcess.start("model", "card", version, "--dir", folder.toString())
                                .rest()))
                .contains("CC BY 4.0")
                .contains("corrected-mean");
        NightflowProcess none = NightflowProcess.start("model", "use", "1234", "--dir", folder.toString());
        assertThat(none.rest())
                .containsExactly(
                        "nightflow: model 1234: there is no such version. See them with ./nightflow model list");
        assertThat(none.process().waitFor()).isEqualTo(1);
    }

    @Test
    void check_tells_every_fault_and_starts_nothing() throws Exception {
        String models = "forecast.models = " + Path.of("config/models").toAbsolutePath() + "\n";
        NightflowProcess.folder(folder, models);
        NightflowProcess check = NightflowProcess.start("check", "--dir", folder.toString());
        assertThat(check.rest()).contains("routes             ok", "models             ok", "No fault.");
        assertThat(check.process().waitFor()).isZero();
        assertThat(folder.resolve("nightflow.db")).doesNotExist();
        assertThat(folder.resolve("staging")).doesNotExist();
        Files.writeString(folder.resolve("routes/mine.camel.yaml"), "- route:\n    id: mine\n    form: direct:x\n");
        NightflowProcess faults = NightflowProcess.start("check", "--dir", folder.toString());
        assertThat(faults.rest())
                .contains("routes             1 fault", "1 fault.")
                .anyMatch(line -> line.contains("routes/mine.camel.yaml:3: form: direct:x: form has no place here"));
        assertThat(faults.process().waitFor()).isEqualTo(78);
    }

    @Test
    void a_route_is_tried_against_cases_and_nothing_is_sent() throws Exception {
        NightflowProcess.folder(folder, "route.out = " + folder + "/out\n");
        Path cases = Files.createDirectories(folder.resolve("mine.cases"));
        Path route = folder.resolve("mine.camel.yaml");
        Files.writeString(route, """
                - route:
                    id: mine
                    routeConfigurationId: failures
                    from:
                      uri: serial:{{route.out}}
                      steps:
                        - bean: {ref: csv, method: lines}
                        - setBody: {simple: "${body[0].toUpperCase()}"}
                        - to: {uri: "file:{{route.out}}"}
                """);
        Files.writeString(cases.resolve("good.in"), "hello\n");
        Files.writeString(cases.resolve("good.out"), "HELLO\n");
        Files.writeString(cases.resolve("good.sent"), "file:" + folder + "/out HELLO\n");
        Files.writeString(cases.resolve("empty.in"), "");
        Files.writeString(cases.resolve("empty.error"), "out of bounds");
        NightflowProcess good = NightflowProcess.start("test", route.toString(), "--dir", folder.toString());
        assertThat(good.rest()).contains("ok    empty", "ok    good", "2 cases, 0 failed", "3 of 3 steps passed");
        assertThat(good.process().waitFor()).isZero();
        assertThat(folder.resolve("out")).doesNotExist();
        Files.writeString(cases.resolve("good.out"), "hello\n");
        NightflowProcess bad = NightflowProcess.start("test", route.toString(), "--dir", folder.toString());
        assertThat(bad.rest())
                .contains("FAIL  good", "  body: expected hello", "    but got HELLO", "2 cases, 1 failed");
        assertThat(bad.process().waitFor()).isEqualTo(1);
    }

    @Test
    void wrong_settings_are_all_told_and_exit_with_78() throws Exception {
        NightflowProcess.folder(folder, "meter.baud = fast\nmeter.prot = /dev/ttyS0\n");
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        assertThat(gateway.rest())
                .containsExactly(
                        "nightflow: " + folder
                                + "/config/nightflow.properties:1: meter.baud: must be a whole number from 300 to 921600 (got fast)",
                        folder
                                + "/config/nightflow.properties:2: meter.prot: is not a setting. Did you mean meter.port? (got /dev/ttyS0)");
        assertThat(gateway.process().waitFor()).isEqualTo(78);
    }

    @Test
    void a_folder_without_routes_is_refused() throws Exception {
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        assertThat(gateway.rest()).singleElement().asString().contains("must hold route files *.camel.yaml");
        assertThat(gateway.process().waitFor()).isEqualTo(78);
    }

    @Test
    void a_wrong_route_is_refused_by_file_and_exits_with_78() throws Exception {
        NightflowProcess.folder(folder, "");
        Files.writeString(
                folder.resolve("routes/mine.camel.yaml"),
                "- route:\n    id: mine\n    from:\n      uri: timer:x\n      steps:\n        - lgo: hello\n");
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        assertThat(String.join("\n", gateway.rest()))
                .contains("mine.camel.yaml")
                .contains("lgo")
                .contains("mine.camel.yaml:6: ");
        assertThat(gateway.process().waitFor()).isEqualTo(78);
    }

    @Test
    void standard_input_is_replayed_and_a_wrong_row_is_named() throws Exception {
        NightflowProcess.folder(folder, "");
        NightflowProcess replay = NightflowProcess.start("replay", "-", "--dir", folder.toString());
        try (OutputStream in = replay.process().getOutputStream()) {
            in.write("sensor,time,flow,pressure\na,2024-01-01T00:00Z,1,4\nb,never,1,4\na,2024-01-01T00:01Z,2,4\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(replay.rest())
                .contains(
                        "- line 3: time: must be one such as those of the rows before (got never)",
                        "3 rows, 2 readings stored in " + folder
                                + "/nightflow.db (0 of them replaced an earlier one), 1 wrong values left out");
        assertThat(replay.process().waitFor()).isZero();
    }

    @Test
    void hours_of_ten_district_zones_go_in_as_minutes_over_the_autumn_change() throws Exception {
        assumeTrue(Files.exists(DATA), "../shared/data/dma-inflow-hourly.csv is not here: not committed, skipped");
        NightflowProcess.folder(folder, "");
        List<String> lines = Files.readAllLines(DATA);
        List<String> autumn = new ArrayList<>(List.of(lines.get(0)));
        lines.stream()
                .filter(line -> line.startsWith("2021-10-") || line.startsWith("2021-11-0"))
                .forEach(autumn::add);
        Path data = Files.write(folder.resolve("autumn.csv"), autumn);
        NightflowProcess replay = NightflowProcess.start(
                "replay", data.toString(), "--dir", folder.toString(), "--flow-unit", "L/s", "--zone", "Europe/Rome");
        List<String> said = replay.rest();
        assertThat(replay.process().waitFor()).as(String.join("\n", said)).isZero();
        long cells = 60 * cells(data);
        assertThat(said)
                .anyMatch(line -> line.contains(String.format("%,d readings stored", cells)) && line.contains("(0 of"));
        assertThat(one("SELECT count(*) FROM reading")).isEqualTo(cells);
        assertThat(one("SELECT count(*) FROM due_minute")).isZero();
        // 2021-10-31 02:00 stands twice: 00:00Z and 01:00Z; dma_a is 6.550 and 6.482 L/s
        assertThat(one("SELECT round(flow * 1000) FROM REAL_VAL_TB WHERE SENSOR_ID = 'dma_a'"
                        + " AND DATE_TIME = '2021-10-31 00:00:00'"))
                .isEqualTo(23_580);
        assertThat(one("SELECT round(flow * 1000) FROM REAL_VAL_TB WHERE SENSOR_ID = 'dma_a'"
                        + " AND DATE_TIME = '2021-10-31 01:00:00'"))
                .isEqualTo(23_335);
    }

    @Test
    void an_operator_looks_into_the_staging_directory_and_puts_a_set_aside_file_again() throws Exception {
        NightflowProcess.folder(folder, "gateway.id = gw\n");
        Path results = folder.resolve("staging/results");
        StagingOptions options = StagingOptions.unbounded("gw", 1, InstantSource.fixed(Instant.EPOCH));
        try (StagingDirectory staging = StagingDirectory.open(results, options, new LocalDisk())) {
            staging.put("k-1", "2026-01-01T00:00:00Z", List.of("R,a,60,1", "R,b,60,2"));
            staging.put("k-2", "2026-01-01T00:01:00Z", List.of("R,a,120,1"));
        }
        assertThat(staging("list"))
                .containsExactly(
                        "2 files with 3 rows wait",
                        "  000000000001.rows  2026-01-01T00:00:00Z, 2 rows, gateway gw",
                        "  000000000003.rows  2026-01-01T00:01:00Z, 1 rows, gateway gw",
                        "0 set aside");
        assertThat(staging("show", "2")).contains("           2  R,b,60,2");
        Path first = results.resolve("ready/000000000001.rows");
        Files.writeString(first, Files.readString(first).replace("R,a", "R,x"));
        assertThat(staging("verify")).last().isEqualTo("2 files, 1 damaged");
        try (StagingDirectory staging = StagingDirectory.open(results, options, new LocalDisk())) {
            staging.beginDrain();
            assertThat(staging.row(1)).isEmpty();
        }
        assertThat(staging("requeue", "1"))
                .singleElement()
                .asString()
                .endsWith("Look at it with show, then add --damaged");
        assertThat(staging("requeue", "1", "--damaged")).containsExactly("2 rows are staged again, from number 4");
        assertThat(staging("list")).contains("2 files with 3 rows wait", "0 set aside");
        assertThat(staging("show", "99")).singleElement().asString().contains("no file holds it");
    }

    @Test
    void a_series_is_scored_row_by_row() throws Exception {
        List<String> lines = new ArrayList<>(List.of("timestamp,value"));
        for (int i = 0; i < 600; i++) {
            lines.add(Instant.EPOCH
                            .plusSeconds(300L * i)
                            .toString()
                            .replace("T", " ")
                            .replace("Z", "") + "," + (i == 590 ? 900 : 100 + i % 7));
        }
        Path csv = Files.write(folder.resolve("series.csv"), lines);
        Path out = folder.resolve("scores.csv");
        NightflowProcess detect = NightflowProcess.start("detect", "--csv", csv.toString(), "--out", out.toString());
        assertThat(detect.rest()).isEmpty();
        List<String> scores = Files.readAllLines(out);
        assertThat(scores).hasSize(601).startsWith("timestamp,value,anomaly_score,stage,reason");
        assertThat(scores.get(591))
                .startsWith("1970-01-03 01:10:00,900,")
                .contains(",3,the value is 900 (seen so far: 100 to 106)");
        Files.writeString(csv, "timestamp,value\n1970-01-01 00:00:00,1\nyesterday,2\n1970-01-01 00:05:00,null\n");
        assertThat(NightflowProcess.start("detect", "--csv", csv.toString(), "--out", out.toString())
                        .rest())
                .containsExactly(
                        "nightflow: detect: 1 rows do not start with a time, and are skipped",
                        "nightflow: detect: 1 rows have no value, and are skipped");
        assertThat(Files.readAllLines(out)).hasSize(4);
        assertThat(NightflowProcess.start("detect", "--csv", csv.toString(), "--out", csv.toString())
                        .rest())
                .containsExactly("nightflow: --out: must be another file than --csv (got " + csv + ")");
        assertThat(csv).isNotEmptyFile();
    }

    @Test
    void an_operator_builds_criteria_and_goes_back_to_older_ones() throws Exception {
        NightflowProcess.folder(folder, "");
        List<String> lines = new ArrayList<>(List.of("sensor,time,flow,pressure"));
        Instant now = InstantSource.system().instant();
        for (int i = 15 * 1_440; i > 0; i -= 2) {
            lines.add("dma," + now.minusSeconds(60L * i).getEpochSecond() + "," + (10 + i % 7) + ",4." + i % 5);
        }
        Path csv = Files.write(folder.resolve("history.csv"), lines);
        assertThat(criteria("list")).singleElement().asString().contains("there is no database");
        NightflowProcess.start("replay", csv.toString(), "--dir", folder.toString())
                .rest();
        assertThat(criteria("list"))
                .containsExactly("no criteria yet: a sensor gets them once it has two weeks of" + " readings");
        assertThat(criteria("rebuild")).hasSize(2).allMatch(line -> line.contains(": version 1, built from "));
        assertThat(criteria("rebuild", "dma")).hasSize(2).allMatch(line -> line.contains(": version 2, built from "));
        assertThat(criteria("restore", "dma", "flow", "1")).containsExactly("dma flow is judged by version 1");
        assertThat(criteria("list"))
                .anyMatch(line -> line.matches("dma +flow +1\\* .*"))
                .anyMatch(line -> line.matches("dma +flow +2 .*"))
                .anyMatch(line -> line.matches("dma +pressure +2\\* .*"));
        assertThat(criteria("restore", "dma", "flow", "9"))
                .singleElement()
                .asString()
                .contains("no version 9");
        assertThat(criteria("rebuild", "dmb")).singleElement().asString().contains("dmb is not in the database");
    }

    private List<String> criteria(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("criteria"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--dir", folder.toString()));
        return NightflowProcess.start(all.toArray(String[]::new)).rest();
    }

    private List<String> staging(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("staging"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--dir", folder.toString()));
        return NightflowProcess.start(all.toArray(String[]::new)).rest();
    }

    private static long cells(Path data) throws IOException {
        long cells = 0;
        for (String line : Files.readAllLines(data)) {
            for (String cell : line.split(",", -1)) {
                cells += cell.matches("-?[0-9.]+") ? 1 : 0;
            }
        }
        return cells;
    }

    private long one(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"));
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            return row.next() ? row.getLong(1) : -1;
        }
    }
}
