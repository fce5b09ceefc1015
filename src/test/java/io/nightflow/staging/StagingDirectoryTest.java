package io.nightflow.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StagingDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void rows_are_numbered_in_the_order_of_their_puts() throws IOException {
        try (StagingDirectory staging = open()) {
            assertThat(staging.put("k-1", "10:00", List.of("a", "b"))).isEqualTo(1);
            assertThat(staging.put("k-2", "10:01", List.of("c"))).isEqualTo(3);
            assertThat(rows(staging)).containsExactly("a", "b", "c");
            assertThat(staging.backlog()).isEqualTo(new Backlog(7, 1, 4, 2));
            assertThat(files("ready")).containsExactly("000000000001.rows", "000000000003.rows");
        }
    }

    @Test
    void what_is_acknowledged_is_removed_file_by_file_and_stays_so() throws IOException {
        try (StagingDirectory staging = open()) {
            staging.put("k-1", "10:00", List.of("a", "b"));
            staging.put("k-2", "10:01", List.of("c", "d"));
            staging.acknowledge(3);
            assertThat(files("ready")).containsExactly("000000000003.rows");
        }
        try (StagingDirectory staging = open()) {
            assertThat(staging.beginDrain()).isEqualTo(new Backlog(7, 4, 5, 1));
            assertThat(staging.row(4)).contains("d");
            staging.acknowledge(4);
            assertThat(files("ready")).isEmpty();
            assertThat(staging.put("k-3", "10:02", List.of("e"))).isEqualTo(5);
        }
    }

    @Test
    void the_same_put_again_changes_nothing_also_after_a_restart() throws IOException {
        try (StagingDirectory staging = open()) {
            staging.put("k-1", "10:00", List.of("a", "b"));
            assertThat(staging.put("k-1", "10:00", List.of("a", "b"))).isZero();
        }
        try (StagingDirectory staging = open()) {
            assertThat(staging.put("k-1", "10:00", List.of("a", "b"))).isZero();
            assertThat(rows(staging)).containsExactly("a", "b");
            staging.acknowledge(2);
        }
        try (StagingDirectory staging = open()) {
            staging.put("k-1", "10:00", List.of("a", "b"));
            assertThat(staging.beginDrain().rows()).isZero();
        }
    }

    @Test
    void what_one_source_puts_does_not_make_a_repeated_put_of_another_look_new() throws IOException {
        try (StagingDirectory staging = open()) {
            staging.put("a-7", "10:00", List.of("a"));
            staging.put("b-1", "10:01", List.of("b"));
            staging.put("-", "10:02", List.of("c"));
            staging.put("-", "10:02", List.of("c"));
        }
        try (StagingDirectory staging = open()) {
            assertThat(staging.put("a-7", "10:00", List.of("a"))).isZero();
            staging.acknowledge(4);
        }
        try (StagingDirectory staging = open()) {
            assertThat(staging.put("a-7", "10:00", List.of("a"))).isZero();
            assertThat(staging.put("b-1", "10:01", List.of("b"))).isZero();
            assertThat(staging.backlog().rows()).isZero();
        }
    }

    @Test
    void a_key_that_no_file_could_hold_is_refused() throws IOException {
        try (StagingDirectory staging = open()) {
            for (String key : List.of("", "a b", "a,b", "a:b", "a\nb", "x".repeat(49))) {
                assertThatThrownBy(() -> staging.put(key, "10:00", List.of("a")))
                        .hasMessageContaining("put key: must be");
            }
        }
    }

    /** Both slots may lie in one bad block: what is delivered by then must not be bridged by a million voids. */
    @Test
    void a_lost_acknowledgement_starts_at_the_oldest_file_under_an_epoch_of_its_own() throws IOException {
        try (StagingDirectory staging = open()) {
            staging.put("k-1", "10:00", List.of("a", "b"));
            staging.put("k-2", "10:01", List.of("c"));
            staging.acknowledge(2);
        }
        Files.write(folder.resolve("state/acked"), new byte[2_048]);
        try (StagingDirectory staging = open()) {
            assertThat(staging.beginDrain()).isEqualTo(new Backlog(7, 3, 4, 1));
            staging.acknowledge(3);
        }
        Files.delete(folder.resolve("state/acked"));
        try (StagingDirectory staging = open()) {
            assertThat(staging.beginDrain().rows()).isZero();
        }
    }

    @Test
    void a_damaged_file_goes_to_dead_with_a_reason_and_the_rest_is_there() throws IOException {
        try (StagingDirectory staging = open()) {
            staging.put("k-1", "10:00", List.of("a"));
            staging.put("k-2", "10:01", List.of("b", "c"));
            staging.put("k-3", "10:02", List.of("d"));
            Files.writeString(folder.resolve("ready/000000000002.rows"), "");
            staging.beginDrain();
            assertThat(rows(staging)).containsExactly("a", "void", "void", "d");
            assertThat(files("dead")).containsExactly("000000000002.rows", "000000000002.why");
            assertThat(folder.resolve("dead/000000000002.why")).hasContent("the file is empty");
        }
    }

    @Test
    void a_batch_begins_behind_what_is_acknowledged_and_leaves_out_what_is_damaged() throws IOException {
        try (StagingDirectory staging = open()) {
            staging.put("k-1", "10:00", List.of("a", "b", "c"));
            staging.put("k-2", "10:01", List.of("d", "e"));
            staging.put("k-3", "10:02", List.of("f"));
            Files.writeString(folder.resolve("ready/000000000004.rows"), "");
            staging.beginDrain();
            staging.acknowledge(1);
            StagedBatch batch = staging.nextBatch(10, Long.MAX_VALUE).orElseThrow();
            assertThat(batch.rows()).containsExactly("b", "c", "f");
            assertThat(staging.rows(2, 2)).containsExactly("b");
            assertThat(staging.rows(3, 5)).containsExactly("c");
            staging.acknowledge(batch.last());
            assertThat(staging.nextBatch(10, Long.MAX_VALUE)).isEmpty();
        }
    }

    @Test
    void what_a_crash_left_in_tmp_is_cleared() throws IOException {
        try (StagingDirectory staging = open()) {
            staging.put("k-1", "10:00", List.of("a"));
        }
        Files.writeString(folder.resolve("tmp/4194304999-0"), "half a fi");
        try (StagingDirectory staging = open()) {
            assertThat(files("tmp")).isEmpty();
            assertThat(staging.backlog().rows()).isEqualTo(1);
        }
    }

    @Test
    void a_second_opening_in_one_process_is_refused_for_it_would_drop_the_lock() throws IOException {
        try (StagingDirectory staging = open()) {
            assertThat(staging.tryDrainLock()).isTrue();
            assertThatThrownBy(this::open).hasMessageContaining("has it open already");
        }
        open().close();
    }

    @Test
    void a_new_epoch_keeps_the_numbers() throws IOException {
        try (StagingDirectory staging = open()) {
            staging.put("k-1", "10:00", List.of("a"));
            assertThat(staging.newEpoch(3)).isEqualTo(8);
            assertThat(staging.newEpoch(100)).isEqualTo(100);
        }
        try (StagingDirectory staging = open()) {
            assertThat(staging.backlog()).isEqualTo(new Backlog(100, 1, 2, 1));
        }
    }

    @Test
    void a_lost_counter_is_made_up_from_files_and_acknowledgement() throws IOException {
        try (StagingDirectory staging = open()) {
            staging.put("k-1", "10:00", List.of("a", "b"));
            staging.put("k-2", "10:01", List.of("c"));
        }
        Files.delete(folder.resolve("commit.lock"));
        try (StagingDirectory staging = open()) {
            assertThat(staging.put("k-3", "10:02", List.of("d"))).isEqualTo(4);
            staging.acknowledge(4);
        }
        Files.delete(folder.resolve("commit.lock"));
        try (StagingDirectory staging = open()) {
            assertThat(staging.put("k-4", "10:03", List.of("e"))).isEqualTo(5);
        }
    }

    /** Fails each changing operation in turn; what is put again after a restart reaches the device once, in order. */
    @ParameterizedTest
    @EnumSource(FaultyDisk.Fault.class)
    void no_fault_of_the_disk_loses_or_doubles_a_row(FaultyDisk.Fault fault) throws IOException {
        boolean struck = true;
        for (int n = 1; struck; n++) {
            Path directory = folder.resolve("fault-" + n);
            FaultyDisk disk = new FaultyDisk(n, fault);
            Device device = new Device();
            device.work(directory, disk);
            device.work(directory, new LocalDisk());
            assertThat(device.applied).as("%s at operation %d", fault, n).containsExactly("a1", "a2", "b1", "c1", "c2");
            struck = disk.hasStruck();
        }
    }

    /** A device that keeps its last number, and a gateway whose database forgets a minute once its put returned. */
    private static final class Device {
        private static final List<List<String>> MINUTES =
                List.of(List.of("a1", "a2"), List.of("b1"), List.of("c1", "c2"));
        private final List<String> applied = new ArrayList<>();
        private int put;
        private long last;

        /** Puts three minutes and drains them; a fault ends it like a crash. */
        void work(Path directory, Disk disk) {
            try (StagingDirectory staging = StagingDirectory.open(directory, options("gw"), disk)) {
                for (; put < MINUTES.size(); put++) {
                    staging.put("key-" + put, "minute-" + put, MINUTES.get(put));
                }
                Backlog backlog = staging.beginDrain();
                assertThat(last).as("numbers are never given again").isLessThan(backlog.next());
                for (long number = Math.max(last + 1, backlog.first()); number < backlog.next(); number++) {
                    assertThat(number).isEqualTo(last + 1);
                    staging.row(number).ifPresent(applied::add);
                    last = number;
                    staging.acknowledge(number);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("planted fault");
            }
        }
    }

    private StagingDirectory open() throws IOException {
        return StagingDirectory.open(folder, options("gw"), new LocalDisk());
    }

    private static StagingOptions options(String gateway) {
        return StagingOptions.unbounded(gateway, 7, InstantSource.fixed(Instant.parse("2026-11-20T00:00:00Z")));
    }

    private static List<String> rows(StagingDirectory staging) throws IOException {
        List<String> rows = new ArrayList<>();
        Backlog backlog = staging.backlog();
        for (long number = backlog.first(); number < backlog.next(); number++) {
            rows.add(staging.row(number).orElse("void"));
        }
        return rows;
    }

    private List<String> files(String name) throws IOException {
        return new LocalDisk().list(folder.resolve(name)).stream().sorted().toList();
    }
}
