package io.nightflow.bench;

import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a staged minute of 100 rows costs, in raw fsyncs of the same disk, and beside it the bare system calls of the same
 * protocol (create, write, fsync, rename, fsync the directory): all in turn, so that a disk that is slow for a while is
 * slow for all.
 */
public final class StagingBenchmark {
    private static final int ROUNDS = 3_000;
    private static final int WARM_UP = 300;
    private static final int ROWS = 100;
    private static final int RAW_BYTES = 200;

    private StagingBenchmark() {}

    /** Prints the ratio; {@code args[0]}: a folder on the file system to measure. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(args[0]), "bench-");
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add("R,meter-" + i + ",1795189560,12.3,4.1,0555,055,0,0");
        }
        StagingOptions options = StagingOptions.unbounded("gw", 1, InstantSource.fixed(Instant.EPOCH));
        long[] raw = new long[ROUNDS];
        long[] bare = new long[ROUNDS];
        long[] put = new long[ROUNDS];
        byte[] content = String.join("\n", rows).getBytes(StandardCharsets.UTF_8);
        Files.createDirectory(folder.resolve("tmp"));
        Files.createDirectory(folder.resolve("ready"));
        try (FileChannel file = FileChannel.open(
                        folder.resolve("raw"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                StagingDirectory staging = StagingDirectory.open(folder.resolve("staging"), options, new LocalDisk())) {
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                long start = System.nanoTime();
                append(file);
                long afterRaw = System.nanoTime();
                bare(folder, i, content);
                long afterBare = System.nanoTime();
                staging.put("k-" + i, "-", rows);
                long end = System.nanoTime();
                if (i >= 0) {
                    raw[i] = afterRaw - start;
                    bare[i] = afterBare - afterRaw;
                    put[i] = end - afterBare;
                }
            }
        }
        print(raw, bare, put);
        System.exit(0);
    }

    private static void append(FileChannel file) throws IOException {
        file.write(ByteBuffer.allocate(RAW_BYTES), file.size());
        file.force(true);
    }

    private static void bare(Path folder, int i, byte[] content) throws IOException {
        Path tmp = folder.resolve("tmp").resolve("f" + i);
        try (FileChannel file = FileChannel.open(tmp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(content));
            file.force(true);
        }
        Files.move(tmp, folder.resolve("ready").resolve("f" + i), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder.resolve("ready"), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static void print(long[] raw, long[] bare, long[] put) {
        Arrays.sort(raw);
        Arrays.sort(bare);
        Arrays.sort(put);
        System.out.printf(
                "raw fsync (append %d bytes): p50 %,d us, p99 %,d us%n", RAW_BYTES, micros(raw, 50), micros(raw, 99));
        System.out.printf(
                "staged minute of %d rows:     p50 %,d us, p99 %,d us%n", ROWS, micros(put, 50), micros(put, 99));
        System.out.printf("bare system calls of it:      p50 %,d us, p99 %,d us%n", micros(bare, 50), micros(bare, 99));
        System.out.printf(
                "bare system calls / raw fsync: %.2f, staged minute / bare system calls: %.2f%n",
                (double) micros(bare, 50) / micros(raw, 50), (double) micros(put, 50) / micros(bare, 50));
        System.out.printf(
                "staged minute / raw fsync: %.2f (means: %.2f)%n",
                (double) micros(put, 50) / micros(raw, 50),
                (double) Arrays.stream(put).sum() / Arrays.stream(raw).sum());
    }

    private static long micros(long[] sorted, int percent) {
        return sorted[sorted.length * percent / 100] / 1_000;
    }
}
