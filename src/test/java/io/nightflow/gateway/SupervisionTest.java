package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nightflow.settings.Settings;
import io.nightflow.time.GatewayClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd is told, by a systemd-notify that writes it down. */
@Tag("slow")
class SupervisionTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    /** Else the next try in the same process, or a rig, finds locks and threads of the first. */
    @Test
    void a_gateway_that_cannot_be_opened_leaves_nothing_behind() throws Exception {
        NightflowProcess.folderWithPorts(folder, "forecast.holidays = holidays.csv");
        Path holidays = Files.writeString(folder.resolve("holidays.csv"), "no date\n");
        Settings settings = Settings.read(folder);
        GatewayClock clock = GatewayClock.of(InstantSource.system());
        assertThatThrownBy(() -> Gateway.open(settings, clock)).hasMessageContaining("holidays.csv");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("staging-") || name.equals("store-writer")));
        Files.writeString(holidays, "2026-12-25\n");
        try (Gateway gateway = Gateway.open(settings, clock)) {
            assertThat(gateway.readings().count()).isZero();
        }
    }

    @Test
    void systemd_is_told_that_it_is_ready_and_then_that_it_lives() throws Exception {
        Path told = folder.resolve("told");
        Path notify = Files.createDirectories(folder.resolve("bin")).resolve("systemd-notify");
        Files.writeString(notify, "#!/bin/sh\necho \"$1\" >>" + told + "\n");
        Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwxr-xr-x"));
        NightflowProcess.folder(folder, "meter.port = " + folder + "/meter\ndevice.port = " + folder + "/device\n");
        NightflowProcess gateway = NightflowProcess.startMain(
                List.of(
                        "env",
                        "PATH=" + notify.getParent() + ":" + System.getenv("PATH"),
                        "NOTIFY_SOCKET=/run/none",
                        "WATCHDOG_USEC=400000"),
                "io.nightflow.Nightflow",
                "run",
                "--dir",
                folder.toString());
        try {
            gateway.waitFor("Nightflow runs");
            gateway.drainInBackground();
            await().atMost(SOON)
                    .until(() -> Files.exists(told) && Files.readAllLines(told).size() >= 4);
            assertThat(Files.readAllLines(told)).startsWith("--ready", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1");
        } finally {
            gateway.process().destroyForcibly();
        }
    }
}
