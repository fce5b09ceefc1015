package io.nightflow.bench;

import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagedBatch;
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
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.Journal;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/**
 * What a staged minute of 100 rows costs, in the bare system calls of the same protocol (create, write, fsync, rename, fsync
 * the directory), and what ten drained cost in theirs (read ten files, overwrite and fsync what is acknowledged, delete ten);
 * beside them a raw fsync of the same disk, and Artemis' journal with the same bytes.
 */
public final class StagingBenchmark {
    private static final int PUTS = 300;
    private static final int BATCH = 10;
    private static final int ROUNDS = 9;
    private static final int WARM_UPS = 2;
    private static final int ROWS = 100;
    private static final int RAW_BYTES = 200;
    private static final int FILE_BYTES = 10 * 1_024 * 1_024; // Artemis' own default
    private static final String US = "%,.0f us";

    private final Path folder;
    private final FileChannel raw;
    private final FileChannel acknowledged;
    private final StagingDirectory staging;
    private final Journal journal;
    private final List<String> rows = new ArrayList<>();
    private final byte[] content;
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private long record;
    private long put;
    private long bare;
    private long drained;
    private long bareDrained;

    private StagingBenchmark(Path folder) throws Exception {
        this.folder = folder;
        for (int i = 0; i < ROWS; i++) {
            rows.add("R,meter-" + i + ",1795189560,12.3,4.1,0555,055,0,0");
        }
        content = String.join("\n", rows).getBytes(StandardCharsets.UTF_8);
        for (String name : List.of("tmp", "ready", "journal")) {
            Files.createDirectory(folder.resolve(name));
        }
        StagingOptions options = StagingOptions.unbounded("gw", 1, InstantSource.fixed(Instant.EPOCH));
        raw = FileChannel.open(folder.resolve("raw"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        acknowledged =
                FileChannel.open(folder.resolve("acked"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        staging = StagingDirectory.open(folder.resolve("staging"), options, new LocalDisk());
        journal = journal(folder.resolve("journal"));
    }

    /** Prints the ratios; {@code args[0]}: a folder on the file system to measure. */
    public static void main(String[] args) throws Exception {
        Path folder = Folders.fresh(Path.of(args[0]), "staging");
        StagingBenchmark bench = new StagingBenchmark(folder);
        System.out.println("Put, medians of " + PUTS + " a round:\n");
        new Rounds()
                .add("the bare system calls", round -> Times.median(PUTS, bench::barePut))
                .ours("staged minute of " + ROWS + " rows", round -> Times.median(PUTS, bench::put))
                .add("a hand-over to another thread and back", round -> Times.median(PUTS, bench::handOver))
                .add("raw fsync, " + RAW_BYTES + " bytes appended", round -> Times.median(PUTS, bench::append))
                .add("Artemis' journal, one record of the same bytes, sync", round -> Times.median(PUTS, bench::record))
                .run(ROUNDS, WARM_UPS)
                .print("a put", US);
        bench.staging.beginDrain();
        System.out.println("\nDrain of ten minutes, medians of " + PUTS / BATCH + " a round:\n");
        new Rounds()
                .add("the bare system calls", round -> Times.median(PUTS / BATCH, bench::bareDrain))
                .ours("ten minutes drained", round -> Times.median(PUTS / BATCH, bench::drain))
                .add(
                        "Artemis' journal, ten deleted, the last with sync",
                        round -> Times.median(PUTS / BATCH, bench::forget))
                .run(ROUNDS, WARM_UPS)
                .print("ten minutes", US);
        bench.journal.stop();
        bench.staging.close();
        bench.other.shutdown();
        Folders.delete(folder);
        System.exit(0);
    }

    private static Journal journal(Path folder) throws Exception {
        JournalImpl journal = new JournalImpl(
                FILE_BYTES, 2, -1, 0, 0, new NIOSequentialFileFactory(folder.toFile(), 1), "nightflow", "jnl", 1);
        journal.start();
        journal.loadInternalOnly();
        return journal;
    }

    private void put() throws IOException {
        staging.put("k-" + put++, "-", rows);
    }

    /** All work on a staging directory is done by a thread of its own, which nobody interrupts. */
    private void handOver() throws Exception {
        other.submit(() -> 0).get();
    }

    private void record() throws Exception {
        journal.appendAddRecord(record++, (byte) 1, content, true);
    }

    private void append() throws IOException {
        raw.write(ByteBuffer.allocate(RAW_BYTES), raw.size());
        raw.force(true);
    }

    private void barePut() throws IOException {
        Path tmp = folder.resolve("tmp").resolve("f" + bare);
        try (FileChannel file = FileChannel.open(tmp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(content));
            file.force(true);
        }
        Files.move(tmp, folder.resolve("ready").resolve("f" + bare++), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder.resolve("ready"), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Ten minutes a batch, as the delivery takes them. */
    private void drain() throws IOException {
        StagedBatch batch = staging.nextBatch(BATCH, Long.MAX_VALUE).orElseThrow();
        batch.rows();
        staging.acknowledge(batch.last());
    }

    /** The journal deletes each record, the last one with sync. */
    private void forget() throws Exception {
        for (int i = 0; i < BATCH; i++) {
            journal.appendDeleteRecord(drained++, i == BATCH - 1);
        }
    }

    private void bareDrain() throws IOException {
        for (long i = bareDrained; i < bareDrained + BATCH; i++) {
            Files.readAllBytes(folder.resolve("ready").resolve("f" + i));
        }
        acknowledged.write(ByteBuffer.allocate(RAW_BYTES), 0);
        acknowledged.force(false);
        for (int i = 0; i < BATCH; i++) {
            Files.delete(folder.resolve("ready").resolve("f" + bareDrained++));
        }
    }
}
