package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.staging.Backlog;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Full, read-only, exhausted and damaged disks. */
class DiskRigTest {
    private static final int ROUNDS = 5;

    @TempDir
    private Path folder;

    private int put;
    private final List<String> delivered = new ArrayList<>();

    @Tag("rig")
    @ParameterizedTest
    @ValueSource(strings = {"8 MiB of ext4", "64 inodes of ext4"})
    void a_full_disk_refuses_and_is_drained_and_takes_again(String kind) throws Exception {
        String whyNot = LoopDisk.whyNot("ext4");
        assumeTrue(whyNot.isEmpty(), whyNot);
        String[] options = kind.startsWith("64") ? new String[] {"-N", "64"} : new String[0];
        try (LoopDisk disk = LoopDisk.create(folder, "ext4", 8, options)) {
            fillAndDrain(kind, disk.path().resolve("staging"));
        }
    }

    @Tag("rig")
    @Test
    void a_full_memory_file_system_refuses_and_is_drained_and_takes_again() throws Exception {
        assumeTrue(Commands.isRoot(), "needs root to mount tmpfs, skipped");
        Path mount = Files.createDirectory(folder.resolve("memory"));
        Commands.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount.toString());
        try {
            fillAndDrain("1 MiB of tmpfs", mount.resolve("staging"));
        } finally {
            Commands.run("umount", mount.toString());
        }
    }

    @Tag("rig")
    @Test
    void a_disk_that_turns_read_only_takes_nothing_and_loses_nothing() throws Exception {
        String whyNot = LoopDisk.whyNot("ext4");
        assumeTrue(whyNot.isEmpty(), whyNot);
        try (LoopDisk disk = LoopDisk.create(folder, "ext4", 16)) {
            Path directory = disk.path().resolve("staging");
            try (StagingDirectory staging = open(directory)) {
                put(staging);
            }
            disk.remount("ro");
            assertThatThrownBy(() -> open(directory)).hasMessageContaining("Read-only file system");
            disk.remount("rw");
            try (StagingDirectory staging = open(directory)) {
                put(staging);
                drain(staging);
            }
            assertThat(delivered).isEqualTo(expected());
            Rig.figure("read-only: nothing taken, %d of %d rows delivered afterwards", delivered.size(), put);
        }
    }

    @Test
    void damaged_files_go_to_dead_and_all_others_are_delivered() throws Exception {
        int files = Rig.FULL ? 3_000 : 300;
        Random random = new Random(Rig.SEED);
        Set<String> lost = new HashSet<>();
        try (StagingDirectory staging = open(folder.resolve("staging"))) {
            for (int i = 0; i < files; i++) {
                put(staging);
            }
            for (Path file : shuffled(folder.resolve("staging/ready"), random).subList(0, files / 3)) {
                lost.add(Files.readAllLines(file).get(1));
                damage(file, random);
            }
            drain(staging);
        }
        assertThat(delivered).doesNotContainAnyElementsOf(lost).hasSize(files - lost.size());
        try (Stream<Path> dead = Files.list(folder.resolve("staging/dead"))) {
            assertThat(dead.filter(file -> file.toString().endsWith(".why"))).hasSize(lost.size());
        }
        Rig.figure(
                "damage: %d of %d files damaged, all in dead/ with a reason, the other %d delivered",
                lost.size(), files, delivered.size());
    }

    private static void damage(Path file, Random random) throws IOException {
        byte[] content = Files.readAllBytes(file);
        switch (random.nextInt(3)) {
            case 0 -> Files.write(file, new byte[0]);
            case 1 -> Files.write(file, java.util.Arrays.copyOf(content, random.nextInt(content.length)));
            default -> {
                content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, content);
            }
        }
    }

    private static List<Path> shuffled(Path directory, Random random) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> list = new ArrayList<>(files.sorted().toList());
            java.util.Collections.shuffle(list, random);
            return list;
        }
    }

    private void fillAndDrain(String kind, Path directory) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            try (StagingDirectory staging = open(directory)) {
                int before = put;
                assertThatThrownBy(() -> {
                            while (put < 1_000_000) {
                                put(staging);
                            }
                        })
                        .isInstanceOf(IOException.class);
                assertThat(put).as("round %d took something", round).isGreaterThan(before);
            }
            try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
                assertThat(left).isEmpty();
            }
            try (StagingDirectory staging = open(directory)) {
                drain(staging);
            }
        }
        assertThat(delivered).isEqualTo(expected());
        Rig.figure("full disk, %s: %d rounds, %,d of %,d accepted rows delivered", kind, ROUNDS, delivered.size(), put);
    }

    private void put(StagingDirectory staging) throws IOException {
        staging.put("k-" + put, "-", List.of("R,row" + put));
        put++;
    }

    private void drain(StagingDirectory staging) throws IOException {
        Backlog backlog = staging.beginDrain();
        for (long number = backlog.first(); number < backlog.next(); number++) {
            staging.row(number).ifPresent(delivered::add);
            staging.acknowledge(number);
        }
    }

    private List<String> expected() {
        return Stream.iterate(0, i -> i < put, i -> i + 1).map(i -> "R,row" + i).toList();
    }

    private static StagingDirectory open(Path directory) throws IOException {
        return StagingDirectory.open(
                directory, StagingOptions.unbounded("gw", 1, InstantSource.fixed(Instant.EPOCH)), new LocalDisk());
    }
}
