package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installer in folders of its own: a first installation, an upgrade, and the service file. */
@Tag("rig")
class InstallRigTest {
    @TempDir
    private Path folder;

    private Path dist;
    private Path data;

    /** What the distribution's archive holds. */
    @BeforeEach
    void unpack() throws Exception {
        Commands.run("./nightflow", "--version"); // builds it
        dist = Files.createDirectories(folder.resolve("dist"));
        data = folder.resolve("data");
        for (String part : List.of(
                "nightflow",
                "config",
                "routes",
                "meters",
                "packaging",
                "LICENSE",
                "README.md",
                "README.ko.md",
                "docs",
                "device",
                "CHANGELOG.md",
                "target/nightflow/lib",
                "target/nightflow/demo",
                "target/nightflow/fleet",
                "target/nightflow/native")) {
            Commands.run(
                    "cp", "-R", part, dist.resolve(Path.of(part).getFileName()).toString());
        }
    }

    private static final String OLD = """
            - route:
                id: %1$s
                from:
                  uri: direct:%1$s
                  steps:
                    - stop: {}
            """;

    @Test
    void an_installation_runs_and_an_upgrade_keeps_what_was_changed() throws Exception {
        install();
        assertThat(check()).contains("No fault.");
        Path changed = data.resolve("routes/csv-folder.camel.yaml");
        Files.writeString(changed, Files.readString(changed) + "# by the integrator\n");
        Files.delete(data.resolve("routes/standard-input.camel.yaml"));
        Files.writeString(data.resolve("ext/mine.jar"), "mine");
        for (String route : List.of("csv-folder", "query-to-csv", "standard-input")) {
            Path file = dist.resolve("routes/" + route + ".camel.yaml");
            Files.writeString(file, Files.readString(file) + "# by the product\n");
        }
        List<String> said = install();
        assertThat(said).anyMatch(line -> line.contains("csv-folder.camel.yaml was changed here and stays"));
        assertThat(changed).content().endsWith("# by the integrator\n");
        assertThat(Path.of(changed + ".new")).content().endsWith("# by the product\n");
        assertThat(data.resolve("routes/query-to-csv.camel.yaml")).content().endsWith("# by the product\n");
        assertThat(data.resolve("routes/standard-input.camel.yaml")).doesNotExist();
        assertThat(data.resolve("ext/mine.jar")).hasContent("mine");
        assertThat(folder.resolve("opt/docs/how-to/first-hour.md")).exists();
        Files.delete(data.resolve("ext/mine.jar"));
        assertThat(check()).contains("No fault.");
    }

    @Test
    void a_route_file_that_became_a_part_of_the_program_goes_and_a_changed_one_is_named() throws Exception {
        for (String route : List.of("detect-outliers", "keep-history")) {
            Files.writeString(dist.resolve("routes/" + route + ".camel.yaml"), OLD.formatted(route));
        }
        install();
        for (String route : List.of("detect-outliers", "keep-history")) {
            Files.delete(dist.resolve("routes/" + route + ".camel.yaml"));
        }
        Path changed = data.resolve("routes/keep-history.camel.yaml");
        Files.writeString(changed, Files.readString(changed) + "# by the integrator\n");
        assertThat(install())
                .anyMatch(line -> line.contains("detect-outliers.camel.yaml is a part of the program now and goes"))
                .anyMatch(line ->
                        line.contains("keep-history.camel.yaml was changed here, and is a part of the program now"));
        assertThat(data.resolve("routes/detect-outliers.camel.yaml")).doesNotExist();
        assertThat(check())
                .anyMatch(line ->
                        line.contains("keep-history.camel.yaml:2: id: keep-history: route keep-history is a job of the"
                                + " product itself, and when it runs is a setting: delete this file."));
    }

    @Test
    void the_service_file_is_valid() throws Exception {
        Assumptions.assumeTrue(Commands.has("systemd-analyze"), "systemd-analyze is not installed");
        install();
        Path unit = folder.resolve("nightflow.service");
        Files.writeString(
                unit,
                Files.readString(Path.of("packaging/nightflow.service"))
                        .replace("/opt/nightflow", folder.resolve("opt").toString())
                        .replace("/var/lib/nightflow", data.toString()));
        Commands.run("systemd-analyze", "verify", unit.toString());
    }

    private List<String> install() throws IOException {
        return NightflowProcess.startProgram(
                        dist.resolve("packaging/install").toString(),
                        "--prefix",
                        folder.resolve("opt").toString(),
                        "--data",
                        data.toString(),
                        "--folders-only")
                .rest();
    }

    private List<String> check() throws IOException {
        Files.writeString(data.resolve("config/nightflow.properties"), "staging.any-file-system = true\n");
        return NightflowProcess.startProgram(folder.resolve("opt/nightflow").toString(), "check") // it knows the folder
                .rest();
    }
}
