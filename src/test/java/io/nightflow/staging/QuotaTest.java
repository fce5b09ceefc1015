package io.nightflow.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.staging.Quota.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bounds: nothing undelivered goes in silence, and the volume that waits never shrinks. */
@Tag("slow")
class QuotaTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void each_bound_has_its_levels() {
        Quota quota = new Quota(1_000, 100, 1_000);
        assertThat(quota.level(0, 0, 10_000)).isEqualTo(Level.ROOM);
        assertThat(quota.level(700, 0, 10_000)).isEqualTo(Level.WARN);
        assertThat(quota.level(0, 85, 10_000)).isEqualTo(Level.TEN_MINUTES);
        assertThat(quota.level(0, 95, 10_000)).isEqualTo(Level.HOURS);
        assertThat(quota.level(0, 100, 10_000)).isEqualTo(Level.FULL);
        assertThat(quota.level(0, 0, 1_000)).as("the disk's free space counts").isEqualTo(Level.FULL);
        assertThat(quota.level(0, 0, 1_300)).isEqualTo(Level.WARN);
    }

    @Test
    void the_oldest_minutes_become_coarser_and_then_a_put_is_refused_and_no_volume_is_lost() throws IOException {
        int put = 0;
        try (StagingDirectory staging = open()) {
            boolean refused = false;
            while (!refused && put < 10_000) {
                try {
                    staging.put("k-" + put, minute(put), List.of("1"));
                    put++;
                } catch (StagingFullException e) {
                    refused = true;
                    assertThat(e).hasMessageContaining("has reached its bound (40 files");
                }
            }
            assertThat(refused).isTrue();
            assertThat(put)
                    .as("thinning made room for more than the bound of files")
                    .isGreaterThan(200);
            assertThat(volume(staging)).isEqualTo(put);
            assertThat(staging.status().refusals()).isEqualTo(1);
        }
        try (StagingDirectory staging = open()) {
            assertThat(volume(staging)).as("after a restart").isEqualTo(put);
            Backlog backlog = staging.beginDrain();
            staging.acknowledge(backlog.first() + 200);
            staging.put("k-again", minute(put), List.of("1"));
        }
    }

    /** A crash after the coarse file has its name and before the fine ones are gone: the fine ones do not come twice. */
    @Test
    @Tag("long")
    void no_fault_of_the_disk_doubles_or_loses_volume_while_thinning() throws IOException {
        boolean struck = true;
        for (int n = 1; struck; n += 7) {
            Path directory = folder.resolve("fault-" + n);
            FaultyDisk disk = new FaultyDisk(n, FaultyDisk.Fault.AFTER);
            int put = 0;
            while (put < 60) {
                try (StagingDirectory staging = StagingDirectory.open(directory, options(), disk)) {
                    for (; put < 60; put++) {
                        staging.put("k-" + put, minute(put), List.of("1"));
                    }
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("planted fault");
                }
            }
            try (StagingDirectory staging = StagingDirectory.open(directory, options(), new LocalDisk())) {
                assertThat(volume(staging)).as("fault at operation %d", n).isEqualTo(60);
            }
            struck = disk.hasStruck();
        }
    }

    @Test
    void what_is_delivered_and_came_back_with_a_power_cut_is_not_thinned_into_a_new_row() throws IOException {
        Path ready = folder.resolve("ready");
        Map<Path, byte[]> removed = new HashMap<>();
        try (StagingDirectory staging = open()) {
            for (int i = 0; i < 33; i++) {
                staging.put("k-" + i, minute(i), List.of("1"));
            }
            staging.beginDrain();
            for (Path file :
                    new LocalDisk().list(ready).stream().map(ready::resolve).toList()) {
                removed.put(file, Files.readAllBytes(file));
            }
            staging.acknowledge(20);
        }
        for (Map.Entry<Path, byte[]> file : removed.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
        try (StagingDirectory staging = open()) {
            int put = 33;
            try {
                for (; put < 60; put++) {
                    staging.put("k-" + put, minute(put), List.of("1"));
                }
            } catch (StagingFullException e) {
                staging.beginDrain(); // what came back took room until now
            }
            for (; put < 60; put++) {
                staging.put("k-" + put, minute(put), List.of("1"));
            }
            assertThat(volume(staging)).isEqualTo(60 - 20);
        }
    }

    @Test
    void copies_of_delivered_files_are_kept_and_are_the_first_to_go() throws IOException {
        try (StagingDirectory staging = open()) {
            for (int i = 0; i < 27; i++) {
                staging.put("k-" + i, minute(i), List.of("1"));
            }
            staging.beginDrain();
            staging.acknowledge(1);
            assertThat(folder.resolve("done/2026-01-01/000000000001.rows")).exists();
            for (int i = 27; i < 31; i++) {
                staging.put("k-" + i, minute(i), List.of("1"));
            }
            assertThat(folder.resolve("done/2026-01-01")).doesNotExist();
        }
    }

    @Test
    void a_file_system_that_cannot_keep_the_promise_is_refused() throws IOException {
        Path memory = Path.of("/dev/shm");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isDirectory(memory) && Files.getFileStore(memory).type().equals("tmpfs"),
                "no tmpfs at /dev/shm, skipped");
        Path directory = Files.createTempDirectory(memory, "nightflow-");
        StagingOptions strict =
                new StagingOptions("gw", 1, Quota.NONE, 10, 0, false, Optional.empty(), "", InstantSource.fixed(START));
        assertThatThrownBy(() -> StagingDirectory.open(directory, strict, new LocalDisk()))
                .hasMessageContaining("it lies on tmpfs")
                .hasMessageEndingWith("or set staging.any-file-system = true where that does not matter");
        StagingDirectory.open(directory, options(), new LocalDisk()).close();
    }

    private static long volume(StagingDirectory staging) throws IOException {
        Backlog backlog = staging.beginDrain();
        long volume = 0;
        for (long number = backlog.first(); number < backlog.next(); number++) {
            String row = staging.row(number).orElse("0");
            volume += row.startsWith("Q") ? 0 : Long.parseLong(row);
        }
        return volume;
    }

    private StagingDirectory open() throws IOException {
        return StagingDirectory.open(folder, options(), new LocalDisk());
    }

    /** Rows are plain numbers here, and thinning adds them up. */
    private static StagingOptions options() {
        StagingOptions.Thinner sum = (span, rows) -> {
            long total = rows.stream()
                    .filter(row -> !row.startsWith("Q"))
                    .mapToLong(Long::parseLong)
                    .sum();
            List<String> thin = new ArrayList<>();
            thin.add(span == 10 ? "Q,ten,0,0,1" : "Q,hour,0,0,1");
            thin.add(Long.toString(total));
            return thin;
        };
        return new StagingOptions(
                "gw",
                1,
                new Quota(Long.MAX_VALUE, 40, 0),
                5,
                3,
                true,
                Optional.of(sum),
                "",
                InstantSource.fixed(START));
    }

    private static String minute(int i) {
        return START.plusSeconds(60L * i).toString();
    }
}
