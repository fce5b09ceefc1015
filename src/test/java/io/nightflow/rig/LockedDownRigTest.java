package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.simulator.PseudoTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The launcher where /tmp and the home directory are read-only and nothing there can be run. */
@Tag("rig")
class LockedDownRigTest {
    private final Path folder = Path.of("target/locked-down").toAbsolutePath();

    @BeforeEach
    @AfterEach
    void clear() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    @Test
    void the_gateway_runs_without_a_writable_tmp_and_extracts_nothing() throws Exception {
        Assumptions.assumeTrue(Commands.isRoot() && Commands.has("unshare"), "needs root and unshare");
        String launcher = Path.of("nightflow").toAbsolutePath().toString();
        Commands.run(launcher, "--version"); // builds it, which may write where it likes
        NightflowProcess.folderWithPorts(folder, "");
        try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"))) {
            NightflowProcess gateway = NightflowProcess.startProgram(
                    "unshare",
                    "-m",
                    "sh",
                    "-c",
                    "mount -t tmpfs -o ro,noexec none /tmp && HOME=/nonexistent exec \"$0\" run --dir \"$1\"",
                    launcher,
                    folder.toString());
            try {
                gateway.waitFor("meter is open", "Nightflow runs");
                assertThat(Files.readAllLines(
                                Path.of("/proc/" + gateway.process().pid() + "/maps")))
                        .filteredOn(map -> map.contains(".so") && !map.contains("/usr/") && !map.contains("/lib/"))
                        .allMatch(map -> map.contains("/target/nightflow/native/"))
                        .anyMatch(map -> map.contains("libjSerialComm"))
                        .anyMatch(map -> map.contains("libsqlitejdbc"));
            } finally {
                gateway.process().destroyForcibly();
            }
            assertThat(meter.link()).exists();
        }
    }
}
