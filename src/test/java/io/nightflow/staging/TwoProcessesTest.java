package io.nightflow.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.rig.SecondGateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one directory: both put, one drains, the other takes over when it is killed. */
class TwoProcessesTest {
    @TempDir
    private Path folder;

    @Test
    void rows_of_both_come_once_and_the_lock_goes_over_at_a_kill() throws Exception {
        Process other = SecondGateway.start(folder);
        BufferedReader out = new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo("drains");
        try (StagingDirectory staging = StagingDirectory.open(folder, SecondGateway.options("here"), new LocalDisk())) {
            assertThat(staging.tryDrainLock()).isFalse();
            for (int i = 0; i < SecondGateway.PUTS; i++) {
                staging.put("here-" + i, "-", List.of("here " + i));
            }
            assertThat(out.readLine()).isEqualTo("put all");
            assertThat(staging.tryDrainLock()).isFalse();
            other.toHandle().destroyForcibly();
            await().atMost(Duration.ofSeconds(5)).until(staging::tryDrainLock);
            assertThat(folder.resolve("owner.txt"))
                    .content()
                    .startsWith("pid " + ProcessHandle.current().pid() + ",");
            assertThat(rows(staging)).hasSize(2 * SecondGateway.PUTS).doesNotHaveDuplicates();
            assertThat(rows(staging).stream()
                            .filter(row -> row.startsWith("here"))
                            .toList())
                    .isEqualTo(expected("here"));
            assertThat(rows(staging).stream()
                            .filter(row -> row.startsWith("R,there"))
                            .toList())
                    .isEqualTo(expected("R,there"));
            assertThat(staging.put("here-" + (SecondGateway.PUTS - 1), "-", List.of("here again")))
                    .isZero();
        }
    }

    private static List<String> expected(String who) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < SecondGateway.PUTS; i++) {
            rows.add(who + " " + i);
        }
        return rows;
    }

    private static List<String> rows(StagingDirectory staging) throws IOException {
        Backlog backlog = staging.beginDrain();
        return staging.rows(backlog.first(), backlog.next() - 1);
    }
}
