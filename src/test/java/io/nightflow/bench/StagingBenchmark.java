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
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.Journal;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/**
 * What a staged minute of 100 rows costs, in raw fsyncs of the same disk, and beside it the bare system calls of the same
 * protocol (create, write, fsync, rename, fsync the directory) and a synced record in Artemis' journal: all in turn, so that
 * a disk that is slow for a while is slow for all.
 */
public final class StagingBenchmark {
    private static final int ROUNDS = 3_000;
    private static final int WARM_UP = 300;
    private static final int ROWS = 100;
    private static final int RAW_BYTES = 200;
    private static final int FILE_BYTES = 10 * 1_024 * 1_024; // Artemis' own default
    private static final int BATCH = 10;
    private static final int DRAINS = ROUNDS / BATCH;

    private StagingBenchmark() {}

    /** Prints the ratios; {@code args[0]}: a folder on the file system to measure. */
    public static void main(String[] args) throws Exception {
        Path folder = Folders.fresh(Path.of(args[0]), "staging");
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add("R,meter-" + i + ",1795189560,12.3,4.1,0555,055,0,0");
        }
        byte[] content = String.join("\n", rows).getBytes(StandardCharsets.UTF_8);
        Files.createDirectory(folder.resolve("tmp"));
        Files.createDirectory(folder.resolve("ready"));
        Files.createDirectory(folder.resolve("journal"));
        StagingOptions options = StagingOptions.unbounded("gw", 1, InstantSource.fixed(Instant.EPOCH));
        try (FileChannel file = FileChannel.open(
                        folder.resolve("raw"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                StagingDirectory staging = StagingDirectory.open(folder.resolve("staging"), options, new LocalDisk())) {
            Journal journal = journal(folder.resolve("journal"));
            puts(folder, file, staging, journal, rows, content);
            drains(staging, journal);
            journal.stop();
        }
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

    private static void puts(
            Path folder, FileChannel file, StagingDirectory staging, Journal journal, List<String> rows, byte[] content)
            throws Exception {
        Times raw = new Times("raw fsync, " + RAW_BYTES + " bytes appended");
        Times bare = new Times("bare system calls of a staged minute");
        Times put = new Times("staged minute of " + ROWS + " rows");
        Times artemis = new Times("Artemis' journal, one record of the same bytes, sync");
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            int round = i;
            raw.time(i, () -> append(file));
            bare.time(i, () -> bare(folder, round, content));
            put.time(i, () -> staging.put("k-" + round, "-", rows));
            artemis.time(i, () -> journal.appendAddRecord(round + WARM_UP, (byte) 1, content, true));
        }
        System.out.println("| put | p50 | p99 | of a raw fsync (p50) |");
        System.out.println("|---|---|---|---|");
        List.of(raw, bare, put, artemis).forEach(times -> times.print(raw));
    }

    /** Ten minutes a batch, as the delivery takes them; the journal deletes each record, the last one with sync. */
    private static void drains(StagingDirectory staging, Journal journal) throws Exception {
        Times drain = new Times("ten staged minutes read, acknowledged and removed");
        Times artemis = new Times("ten records of Artemis' journal deleted, the last with sync");
        staging.beginDrain();
        for (int i = 0; i < DRAINS; i++) {
            int batch = i;
            drain.time(i, () -> {
                StagedBatch rows = staging.nextBatch(BATCH, Long.MAX_VALUE).orElseThrow();
                rows.rows();
                staging.acknowledge(rows.last());
            });
            artemis.time(i, () -> {
                for (int record = 0; record < BATCH; record++) {
                    journal.appendDeleteRecord((long) batch * BATCH + record, record == BATCH - 1);
                }
            });
        }
        System.out.println("\n| drain | p50 | p99 | of Artemis' (p50) |");
        System.out.println("|---|---|---|---|");
        List.of(drain, artemis).forEach(times -> times.print(artemis));
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
}
