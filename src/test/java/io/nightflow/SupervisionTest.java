package io.nightflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd is told, by a systemd-notify that writes it down. */
class SupervisionTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

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
