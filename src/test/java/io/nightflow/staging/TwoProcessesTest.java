package io.nightflow.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one directory: both put, one drains, the other takes over when it is killed. */
class TwoProcessesTest {
    private static final int PUTS = 150;

    @TempDir
    private Path folder;

    @Test
    void rows_of_both_come_once_and_the_lock_goes_over_at_a_kill() throws Exception {
        Process other = start();
        BufferedReader out = new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo("drains");
        try (StagingDirectory staging = StagingDirectory.open(folder, options("here"), new LocalDisk())) {
            assertThat(staging.tryDrainLock()).isFalse();
            for (int i = 0; i < PUTS; i++) {
                staging.put(Integer.toString(i), "-", List.of("here " + i));
            }
            assertThat(out.readLine()).isEqualTo("put all");
            assertThat(staging.tryDrainLock()).isFalse();
            other.toHandle().destroyForcibly();
            await().atMost(Duration.ofSeconds(5)).until(staging::tryDrainLock);
            assertThat(folder.resolve("owner.txt"))
                    .content()
                    .startsWith("pid " + ProcessHandle.current().pid() + ",");
            assertThat(rows(staging)).hasSize(2 * PUTS).doesNotHaveDuplicates();
            assertThat(rows(staging).stream()
                            .filter(row -> row.startsWith("here"))
                            .toList())
                    .isEqualTo(expected("here"));
            assertThat(rows(staging).stream()
                            .filter(row -> row.startsWith("there"))
                            .toList())
                    .isEqualTo(expected("there"));
            assertThat(staging.put(Integer.toString(PUTS - 1), "-", List.of("here again")))
                    .isZero();
        }
    }

    private static List<String> expected(String who) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < PUTS; i++) {
            rows.add(who + " " + i);
        }
        return rows;
    }

    private static List<String> rows(StagingDirectory staging) throws IOException {
        Backlog backlog = staging.beginDrain();
        return staging.rows(backlog.first(), backlog.next() - 1).stream()
                .map(row -> row.orElse("void"))
                .toList();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static StagingOptions options(String gateway) {
        return StagingOptions.unbounded(gateway, 1, InstantSource.fixed(Instant.EPOCH));
    }

    /** The other process: takes the lock, puts the same keys as the test does, and holds on until it is killed. */
    static final class Other {
        public static void main(String[] args) throws Exception {
            StagingDirectory staging = StagingDirectory.open(Path.of(args[0]), options("there"), new LocalDisk());
            System.out.println(staging.tryDrainLock() ? "drains" : "stands by");
            for (int i = 0; i < PUTS; i++) {
                staging.put(Integer.toString(i), "-", List.of("there " + i));
            }
            System.out.println("put all");
            Thread.currentThread().join();
        }
    }
}
