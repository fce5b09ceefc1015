package io.nightflow.staging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A durable, numbered, locked queue of minutes, in files that {@code ls} sorts and {@code cat} shows.
 *
 * <pre>
 * tmp/                      being written; nothing here is promised
 * ready/000000001234.rows   committed, in the order of their numbers; .thin: stands for several older ones
 * dead/000000001187.rows    damaged, with 000000001187.why beside it; 000000001190.why alone: a row the device refused
 * done/2026-11-20/          copies of delivered files, where they are asked for
 * state/acked               what the device has acknowledged, two slots
 * commit.lock               held while a number is given; holds the next number
 * drain.lock                held for life by the process that drains; owner.txt says which
 * </pre>
 *
 * A put is durable when it returns: the file is fsynced before it gets its name, the directory after. A number is never
 * given twice: the next one is past the counter, past every file, and past what was acknowledged.
 */
public final class StagingDirectory implements AutoCloseable {
    private final StagingThread thread;
    private final Path root;
    private final ReadyFiles ready;
    private final DeadFiles dead;
    private final DrainSide drain;
    private final String rowTypes;
    private @Nullable CommitSide commit;

    private StagingDirectory(
            StagingThread thread, Path root, String rowTypes, ReadyFiles ready, DeadFiles dead, DrainSide drain) {
        this.rowTypes = rowTypes;
        this.thread = thread;
        this.root = root;
        this.ready = ready;
        this.dead = dead;
        this.drain = drain;
    }

    /**
     * Opens a directory, making it where it is missing, and clears away what a crash left.
     *
     * @throws IOException the directory cannot be used; the message says why.
     */
    public static StagingDirectory open(Path directory, StagingOptions options, Disk disk) throws IOException {
        StagingThread thread = new StagingThread("staging-" + directory.getFileName());
        try {
            return thread.call(() -> opened(thread, directory, options, disk));
        } catch (IOException e) {
            thread.close();
            throw new IOException("opening staging directory " + directory + ": " + e.getMessage(), e);
        }
    }

    private static StagingDirectory opened(StagingThread thread, Path directory, StagingOptions options, Disk disk)
            throws IOException {
        for (String name : List.of("tmp", "ready", "dead", "state")) {
            disk.createDirectories(directory.resolve(name));
        }
        if (!options.anyFileSystem()) {
            FileSystemRule.check(directory);
        }
        DeadFiles dead = new DeadFiles(disk, directory.resolve("dead"));
        ReadyFiles ready = new ReadyFiles(disk, directory.resolve("ready"), dead);
        StagingDirectory staging = new StagingDirectory(
                thread, directory, options.rowTypes(), ready, dead, new DrainSide(disk, directory, options, ready));
        try {
            staging.commit = new CommitSide(disk, directory, options, ready, dead, staging.drain);
            boolean known = staging.drain.find().isPresent();
            staging.commit()
                    .recover(staging.drain.slot().acked(), staging.drain.slot().keys());
            staging.drain.opened(
                    known, staging.commit().firstHeld(), staging.commit().next() - 1);
            return staging;
        } catch (IOException | RuntimeException | Error e) { // the lock files must not stay open
            staging.closeFiles();
            throw e;
        }
    }

    private CommitSide commit() {
        return Objects.requireNonNull(commit, "the staging directory is not open");
    }

    /**
     * Stages the rows of one minute.
     *
     * @param key {@code source-number}; where the last put of this source had the same key, nothing happens. Without
     *     blanks, commas and colons, up to 48 characters; {@code -} for a put that is never repeated.
     * @param minute ISO start of the minute; files of one span of the clock may be thinned together.
     * @return the number of the first row; 0 where nothing happened.
     * @throws StagingFullException there is no room; nothing was staged.
     * @throws IOException nothing was staged, or it is not known whether: put the same key again.
     */
    public long put(String key, String minute, List<String> rows) throws IOException {
        return thread.call(() -> {
            if (commit().level().compareTo(Quota.Level.WARN) >= 0) {
                drain.forgetDone(0);
            }
            return commit().put(key, minute, rows);
        });
    }

    /** Takes the drain lock where no other process holds it; held until this is closed. */
    public boolean tryDrainLock() throws IOException {
        return drain.isHolding() || thread.call(drain::tryLock);
    }

    /** Lists what waits and makes it durable before its first byte is sent. */
    public Backlog beginDrain() throws IOException {
        return thread.call(() -> {
            commit().refuseIfBroken();
            commit().list();
            drain.begin();
            return backlogNow();
        });
    }

    /** What waits for the device. */
    public Backlog backlog() throws IOException {
        return thread.call(this::backlogNow);
    }

    /**
     * The next rows to be delivered together: up to so many files and bytes, at least one file.
     *
     * @return empty where nothing waits.
     */
    public Optional<StagedBatch> nextBatch(int filesMax, long bytesMax) throws IOException {
        return thread.call(() -> {
            commit().refuseIfBroken();
            long next = commit().knownNext();
            long first = drain.slot().acked() + 1;
            if (first == next) {
                return Optional.empty();
            }
            long last = ready.lastOfBatch(filesMax, bytesMax, next);
            if (ready.endsInGap(next)) {
                commit().makeNumberDurable();
            }
            List<String> rows = ready.held(first, last);
            return Optional.of(new StagedBatch(this, drain.slot().epoch(), first, last, rows));
        });
    }

    /** The row with this number; empty where the number carries nothing (a gap after a crash, a damaged file). */
    public Optional<String> row(long number) throws IOException {
        return thread.call(() -> ready.row(number));
    }

    /** The rows with these numbers, both included; numbers that carry nothing are left out. */
    List<String> rows(long first, long last) throws IOException {
        return thread.call(() -> ready.held(first, last));
    }

    /**
     * The rows with these numbers, both included, empty ones where a number carries nothing; on record as sent: durably,
     * before the first byte leaves.
     */
    public List<Optional<String>> rowsToSend(long first, long last) throws IOException {
        return thread.call(() -> {
            drain.sending(last, commit().next() - 1);
            return ready.rows(first, last);
        });
    }

    /**
     * The files that hold the numbers from one on, up to so many files and bytes, at least one; on record as sent: durably,
     * before the first byte leaves. Empty where nothing waits from there on.
     */
    public Optional<StagedFiles> filesToSend(long from, int filesMax, long bytesMax) throws IOException {
        return thread.call(() -> {
            commit().refuseIfBroken();
            long next = commit().knownNext();
            if (from >= next) {
                return Optional.empty();
            }
            StagedFiles files = ready.files(from, filesMax, bytesMax, next);
            if (files.to() == next - 1 && ready.endsInGap(next)) {
                commit().makeNumberDurable();
            }
            drain.sending(files.to(), next - 1);
            return Optional.of(files);
        });
    }

    /** From this number on no row was ever sent from this directory. */
    public long unsent() throws IOException {
        return thread.call(() -> drain.sentThrough() + 1);
    }

    /** Records durably that the device has stored all up to {@code last}, then removes the files up to there. */
    public void acknowledge(long last) throws IOException {
        thread.run(() -> drain.acknowledge(last));
    }

    /** Starts a new numbering, above the old one and not below {@code atLeast}; what is staged keeps its numbers. */
    public long newEpoch(long atLeast) throws IOException {
        return thread.call(() -> {
            long epoch = Math.max(atLeast, drain.slot().epoch() + 1);
            drain.newEpoch(epoch);
            return epoch;
        });
    }

    /** The device that was talked to last; empty before the first. */
    public String device() throws IOException {
        return thread.call(() -> drain.slot().device());
    }

    /** Remembers the device that is talked to. */
    public void rememberDevice(String name) throws IOException {
        thread.run(() -> drain.device(name));
    }

    /** Notes beside the dead files that the device refused this row for good. */
    public void refused(long number, String row, String reason) throws IOException {
        thread.run(() -> dead.refused(number, row, reason));
    }

    /** What is in it, for operators. */
    public StagingStatus status() throws IOException {
        return thread.call(() -> new StagingStatus(
                backlogNow(),
                ready.bytes(),
                commit().level(),
                dead.count(),
                commit().refusals(),
                drain.slot().device()));
    }

    /** The type letters of the rows that its lane knows; empty for any. */
    public String rowTypes() {
        return rowTypes;
    }

    /** Where it lies. */
    public Path path() {
        return root;
    }

    /** Frees the locks. */
    @Override
    public void close() throws IOException {
        try {
            thread.run(this::closeFiles);
        } finally {
            thread.close();
        }
    }

    private void closeFiles() throws IOException {
        drain.close();
        if (commit != null) {
            commit.close();
        }
    }

    private Backlog backlogNow() throws IOException {
        AcknowledgedSlots.Slot slot = drain.slot();
        return new Backlog(
                slot.epoch(), slot.acked() + 1, commit().next(), ready.firsts().size());
    }
}
