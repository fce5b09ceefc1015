package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive's installer in folders of its own, with blanks in their names: first, again, upgraded, cut off, back. */
@Tag("rig")
class InstallRigTest {
    private static final String OLD = """
            - route:
                id: %1$s
                from:
                  uri: direct:%1$s
                  steps:
                    - stop: {}
            """;

    @TempDir
    private Path folder;

    private Path dist;
    private Path root;
    private Path data;

    /** What the distribution's archive holds. */
    @BeforeEach
    void unpack() throws Exception {
        Commands.run("./nightflow", "--version"); // builds it
        dist = Files.createDirectories(folder.resolve("what was unpacked"));
        root = folder.resolve("the program");
        data = folder.resolve("the data");
        for (String part : List.of(
                "nightflow",
                "config",
                "routes",
                "meters",
                "packaging",
                "LICENSE",
                "README.md",
                "target/nightflow/lib",
                "target/nightflow/demo",
                "target/nightflow/native")) {
            Commands.run(
                    "cp", "-R", part, dist.resolve(Path.of(part).getFileName()).toString());
        }
    }

    @Test
    void an_installation_runs_and_an_upgrade_keeps_what_was_changed() throws Exception {
        installed();
        assertThat(check()).contains("No fault.");
        Path changed = data.resolve("routes/csv-folder.camel.yaml");
        Files.writeString(changed, Files.readString(changed) + "# by the integrator\n");
        Files.delete(data.resolve("routes/standard-input.camel.yaml"));
        Files.writeString(data.resolve("ext/mine.jar"), "mine");
        becomes("1.0.1");
        assertThat(installed())
                .anyMatch(line -> line.contains("csv-folder.camel.yaml was changed here and stays"))
                .anyMatch(line -> line.contains("1.0.0 stays until 1.0.1 has been well for an hour"));
        assertThat(changed).content().endsWith("# by the integrator\n");
        assertThat(Path.of(changed + ".new")).content().endsWith("# by the product\n");
        assertThat(data.resolve("routes/query-to-csv.camel.yaml")).content().endsWith("# by the product\n");
        assertThat(data.resolve("routes/standard-input.camel.yaml")).doesNotExist();
        assertThat(data.resolve("ext/mine.jar")).hasContent("mine");
        Files.delete(data.resolve("ext/mine.jar"));
        assertThat(check()).contains("No fault.");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(data.resolve("config/nightflow.properties"))))
                .isEqualTo("rw-------");
        assertThat(installed()).anyMatch(line -> line.contains("1.0.1 is installed"));
    }

    @Test
    void a_route_file_that_became_a_part_of_the_program_goes_and_a_changed_one_is_named() throws Exception {
        for (String route : List.of("detect-outliers", "keep-history")) {
            Files.writeString(dist.resolve("routes/" + route + ".camel.yaml"), OLD.formatted(route));
        }
        installed();
        for (String route : List.of("detect-outliers", "keep-history")) {
            Files.delete(dist.resolve("routes/" + route + ".camel.yaml"));
        }
        Path changed = data.resolve("routes/keep-history.camel.yaml");
        Files.writeString(changed, Files.readString(changed) + "# by the integrator\n");
        assertThat(installed())
                .anyMatch(line -> line.contains("detect-outliers.camel.yaml is a part of the program now and goes"))
                .anyMatch(line ->
                        line.contains("keep-history.camel.yaml was changed here, and is a part of the program now"));
        assertThat(data.resolve("routes/detect-outliers.camel.yaml")).doesNotExist();
    }

    @Test
    void what_the_new_check_refuses_changes_nothing() throws Exception {
        installed();
        Path before = current();
        becomes("2.0.0");
        refuseIn(dist, "routes/mine.camel.yaml:6: there is no component hello here");
        Outcome refused = install();
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.said())
                .contains("  routes/mine.camel.yaml:6: there is no component hello here")
                .anyMatch(line -> line.contains("2.0.0 refuses what 1.0.0 runs with, see above. Nothing was changed"));
        assertThat(current()).isEqualTo(before);
        assertThat(data.resolve("routes/query-to-csv.camel.yaml")).content().doesNotContain("by the product");
        assertThat(check()).contains("No fault.");
    }

    @Test
    void a_rollback_brings_program_settings_and_routes_back_and_keeps_the_readings() throws Exception {
        installed();
        Path before = current();
        readings("2026-01-01");
        becomes("1.0.1");
        installed();
        assertThat(current()).isNotEqualTo(before);
        readings("2026-01-02");
        Files.writeString(data.resolve("config/sensors.csv"), "# after the upgrade\n");
        assertThat(nightflow("rollback", "--dry-run").said().get(0)).contains("from 1.0.1 back to 1.0.0");
        assertThat(current()).isNotEqualTo(before);
        assertThat(nightflow("rollback").code()).isZero();
        assertThat(current()).isEqualTo(before);
        assertThat(data.resolve("routes/query-to-csv.camel.yaml")).content().doesNotContain("by the product");
        assertThat(data.resolve("config/sensors.csv")).content().doesNotContain("after the upgrade");
        assertThat(data.resolve("after-upgrade/config/sensors.csv")).content().contains("after the upgrade");
        assertThat(stored("2026-01-01")).isEqualTo(2);
        assertThat(stored("2026-01-02")).isEqualTo(2);
        Outcome again = nightflow("rollback");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.said().get(0)).contains("there is no program of before");
    }

    @Test
    void where_the_old_program_cannot_read_the_database_the_backup_takes_its_place() throws Exception {
        installed();
        readings("2026-01-01");
        becomes("1.1.0");
        installed();
        version(999);
        assertThat(nightflow("rollback").said())
                .anyMatch(line -> line.contains(
                        "the database of before is back; the newer one is " + data + "/after-upgrade/nightflow.db"));
        assertThat(stored("2026-01-01")).isEqualTo(2);
        assertThat(data.resolve("after-upgrade/nightflow.db")).exists();
    }

    @Test
    void a_rollback_that_is_cut_off_anywhere_is_repeated_and_loses_nothing() throws Exception {
        installed();
        readings("2026-01-01");
        String today = Instant.now().toString().substring(0, 10);
        for (int cut = 0; cut < 8; cut++) {
            becomes("1.1." + cut);
            installed();
            readings(today);
            Files.writeString(data.resolve("config/sensors.csv"), "# after the upgrade\n");
            int ours = version(999);
            String rollback = root.resolve("current/packaging/rollback").toString();
            new ProcessBuilder("setsid", "-w", "timeout", "-s", "KILL", cut / 3 + "." + (cut * 3 % 9 + 1), rollback)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("cut").toFile())
                    .start()
                    .waitFor(1, TimeUnit.MINUTES);
            version(ours); // so that the newer program, which is this one, can hand on what it has
            Outcome repeated = nightflow("rollback");
            assertThat(repeated.code() == 0 || repeated.said().toString().contains("there is no program of before"))
                    .as(repeated.said().toString())
                    .isTrue();
            assertThat(current().getFileName().toString()).startsWith("1.0.0-");
            assertThat(stored("2026-01-01"))
                    .as("cut %s: %s", cut, repeated.said())
                    .isEqualTo(2);
            assertThat(stored(today)).as("cut %s: %s", cut, repeated.said()).isEqualTo(2);
            assertThat(data.resolve("after-upgrade/config/sensors.csv"))
                    .content()
                    .contains("after the upgrade");
            assertThat(data.resolve("config/sensors.csv")).content().doesNotContain("after the upgrade");
        }
    }

    /** Writes what a newer program would have left in the file's head; gives what stood there, -1 where there is no file. */
    private int version(int schema) throws Exception {
        Path database = data.resolve("nightflow.db");
        if (!Files.exists(database)) {
            return -1;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            int before;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                before = row.getInt(1);
            }
            statement.execute("PRAGMA user_version = " + schema);
            return before;
        }
    }

    @Test
    void config_as_a_link_of_the_sites_is_kept_and_put_back() throws Exception {
        installed();
        Path real = folder.resolve("another disk");
        Files.move(data.resolve("config"), real);
        Files.createSymbolicLink(data.resolve("config"), real);
        becomes("1.0.1");
        installed();
        Files.writeString(real.resolve("sensors.csv"), "# after the upgrade\n");
        assertThat(nightflow("rollback").code()).isZero();
        assertThat(data.resolve("config")).isSymbolicLink();
        assertThat(real.resolve("sensors.csv")).content().doesNotContain("after the upgrade");
        assertThat(data.resolve("after-upgrade/config/sensors.csv")).content().contains("after the upgrade");
    }

    @Test
    void what_was_there_before_goes_after_twelve_good_looks_in_a_row() throws Exception {
        installed();
        readings("2026-01-01");
        becomes("1.0.1");
        String well = "[ \"${1:-}\" != status ] || { [ -e \"" + data + "/well\" ]; exit; }";
        Files.writeString(
                dist.resolve("nightflow"),
                Files.readString(dist.resolve("nightflow")).replace("\nset -eu\n", "\nset -eu\n" + well + "\n"));
        installed();
        Files.createFile(data.resolve("well"));
        look(11);
        Files.delete(data.resolve("well"));
        look(1);
        Files.createFile(data.resolve("well"));
        look(11);
        assertThat(root.resolve("previous")).isSymbolicLink();
        look(1);
        assertThat(root.resolve("previous")).doesNotExist();
        assertThat(data.resolve("before-upgrade")).doesNotExist();
        assertThat(versions()).isEqualTo(1);
        assertThat(nightflow("rollback").said().get(0)).contains("there is no program of before");
    }

    @Test
    void an_installation_that_is_cut_off_anywhere_is_repeated() throws Exception {
        installed();
        Path first = current();
        readings("2026-01-01");
        for (int cut = 0; cut < 12; cut++) {
            becomes("1.0." + (cut + 1));
            List<String> command = new ArrayList<>(List.of("setsid", "-w", "timeout", "-s", "KILL", "0." + cut % 8));
            command.addAll(installation());
            if (cut >= 4) {
                command.set(5, cut % 8 + "." + cut * 7 % 10); // seconds into check, backup and the change
            }
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("cut").toFile())
                    .start()
                    .waitFor(1, TimeUnit.MINUTES);
            installed();
            assertThat(current().getFileName().toString()).startsWith("1.0." + (cut + 1) + "-");
            assertThat(data.resolve("routes/query-to-csv.camel.yaml"))
                    .as("cut %s", cut)
                    .content()
                    .endsWith("# by the product 1.0." + (cut + 1) + "\n# by the product\n");
            assertThat(data.resolve("before-upgrade/config/nightflow.properties"))
                    .exists();
            assertThat(versions()).as("cut %s", cut).isEqualTo(2);
        }
        assertThat(first).doesNotExist();
        assertThat(check()).contains("No fault.");
        assertThat(stored("2026-01-01")).isEqualTo(2);
    }

    @Test
    void without_java_and_on_what_is_no_archive_it_says_so() throws Exception {
        Path nowhere = Files.createDirectories(folder.resolve("nowhere"));
        List<String> command = new ArrayList<>(List.of("env", "JAVA_HOME=" + nowhere));
        command.addAll(installation());
        Outcome without = run(command);
        assertThat(without.code()).isEqualTo(1);
        assertThat(without.said())
                .containsExactly(
                        "nightflow: Java 17 or newer is needed (got none). Install it: apt-get install openjdk-17-jre-headless");
        assertThat(root).doesNotExist();
        Files.createDirectories(root.resolve("something else"));
        assertThat(install().said()).anyMatch(line -> line.contains("holds something else"));
    }

    @Test
    void the_service_files_are_valid() throws Exception {
        Assumptions.assumeTrue(Commands.has("systemd-analyze"), "systemd-analyze is not installed");
        installed();
        for (String unit : List.of("nightflow.service", "nightflow-settle.service", "nightflow-settle.timer")) {
            Path file = folder.resolve(unit);
            Files.writeString(
                    file,
                    Files.readString(Path.of("packaging", unit))
                            .replace("/usr/lib/nightflow", root.toString())
                            .replace("/var/lib/nightflow", data.toString()));
            Commands.run("systemd-analyze", "verify", file.toString());
        }
    }

    /** Another version of the same program, whose routes differ. */
    private void becomes(String version) throws IOException {
        try (Stream<Path> jars = Files.list(dist.resolve("lib"))) {
            Path jar = jars.filter(file -> file.getFileName().toString().matches("nightflow-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow();
            Files.move(jar, jar.resolveSibling("nightflow-" + version + ".jar"));
        }
        for (String route : List.of("csv-folder", "query-to-csv", "standard-input")) {
            Path file = dist.resolve("routes/" + route + ".camel.yaml");
            Files.writeString(
                    file,
                    Files.readString(file).replaceAll("# by the product.*\n", "") + "# by the product " + version
                            + "\n# by the product\n");
        }
    }

    /** A program whose check finds a fault more. */
    private static void refuseIn(Path dist, String fault) throws IOException {
        String refuses = "[ \"${1:-}\" != check ] || { echo '  " + fault + "'; exit 78; }";
        Path launcher = dist.resolve("nightflow");
        Files.writeString(launcher, Files.readString(launcher).replace("\nset -eu\n", "\nset -eu\n" + refuses + "\n"));
    }

    private void look(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            Commands.run(root.resolve("current/packaging/settle").toString());
        }
    }

    private void readings(String day) throws IOException, InterruptedException {
        Path file = Files.writeString(
                folder.resolve("readings.csv"),
                "sensor,time,flow_m3h\na," + day + "T00:00:00Z,1\na," + day + "T00:01:00Z,2\n");
        assertThat(nightflow("replay", file.toString()).code()).isZero();
    }

    private long stored(String day) throws IOException, InterruptedException {
        return nightflow("export", "--from", day, "--to", day).said().stream()
                .filter(line -> line.contains(",a,"))
                .count();
    }

    private record Outcome(int code, List<String> said) {}

    private static Outcome run(List<String> command) throws IOException, InterruptedException {
        NightflowProcess process = NightflowProcess.startProgram(command.toArray(String[]::new));
        List<String> said = process.rest();
        return new Outcome(process.process().waitFor(), said);
    }

    private List<String> installation() {
        return List.of(
                dist.resolve("packaging/install").toString(),
                "--prefix",
                root.toString(),
                "--data",
                data.toString(),
                "--folders-only");
    }

    private Outcome install() throws IOException, InterruptedException {
        Outcome outcome = run(installation());
        if (outcome.code() == 0) {
            Files.writeString(data.resolve("config/nightflow.properties"), "staging.any-file-system = true\n");
        }
        return outcome;
    }

    private List<String> installed() throws IOException, InterruptedException {
        Outcome outcome = install();
        assertThat(outcome.code()).as(outcome.said().toString()).isZero();
        return outcome.said();
    }

    private Outcome nightflow(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("current/nightflow").toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private List<String> check() throws IOException, InterruptedException {
        return nightflow("check").said(); // it knows the folder
    }

    private Path current() throws IOException {
        return root.resolve("current").toRealPath();
    }

    private long versions() throws IOException {
        try (Stream<Path> versions = Files.list(root.resolve("versions"))) {
            return versions.count();
        }
    }
}
