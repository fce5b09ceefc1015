package io.nightflow.staging;

import io.nightflow.staging.AcknowledgedSlots.Slot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A durable, numbered, locked queue of minutes, in files that {@code ls} sorts and {@code cat} shows.
 *
 * <pre>
 * tmp/                      being written; nothing here is promised
 * ready/000000001234.rows   committed, in the order of their numbers
 * dead/000000001187.rows    damaged, with 000000001187.why beside it; 000000001190.why alone: a row the device refused
 * state/acked               what the device has acknowledged, two slots
 * commit.lock               held while a number is given; holds the next number
 * drain.lock                held for life by the process that drains
 * </pre>
 *
 * A put is durable when it returns: the file is fsynced before it gets its name, the directory after. A number is never
 * given twice: the next one is past the counter, past every file, and past what was acknowledged.
 */
public final class StagingDirectory implements AutoCloseable {
    private final StagingThread thread;
    private final Disk disk;
    private final String gateway;
    private final Path root;
    private final TmpFiles tmp;
    private final ReadyFiles ready;
    private final AcknowledgedSlots slots;
    private final LockFile commitLock;
    private final LockFile drainLock;
    private Slot acknowledged;
    private String lastKey = "";
    private boolean broken;

    private StagingDirectory(StagingThread thread, Disk disk, Path root, String gateway) throws IOException {
        this.thread = thread;
        this.disk = disk;
        this.root = root;
        this.gateway = gateway;
        commitLock = LockFile.open(root.resolve("commit.lock"));
        drainLock = LockFile.open(root.resolve("drain.lock"));
        tmp = new TmpFiles(disk, root.resolve("tmp"));
        ready = new ReadyFiles(disk, root.resolve("ready"), root.resolve("dead"));
        slots = new AcknowledgedSlots(disk, root.resolve("state").resolve("acked"));
        acknowledged = new Slot(0, 1, 0, "");
    }

    /**
     * Opens a directory, making it where it is missing, and clears away what a crash left.
     *
     * @param epoch the numbering of a directory that has none yet, such as the current epoch second.
     * @throws IOException the directory cannot be used; the message says why.
     */
    public static StagingDirectory open(Path directory, String gateway, long epoch, Disk disk) throws IOException {
        StagingThread thread = new StagingThread("staging-" + directory.getFileName());
        try {
            for (String name : List.of("tmp", "ready", "dead", "state")) {
                disk.createDirectories(directory.resolve(name));
            }
            StagingDirectory staging = thread.call(() -> new StagingDirectory(thread, disk, directory, gateway));
            staging.recoverOrClose(epoch);
            return staging;
        } catch (IOException e) {
            thread.close();
            throw new IOException("opening staging directory " + directory + ": " + e.getMessage(), e);
        }
    }

    /**
     * Stages the rows of one minute.
     *
     * @param key names this put; where the last put had the same key, nothing happens. Without spaces, up to 64
     *     characters.
     * @return the number of the first row.
     * @throws IOException nothing was staged, or it is not known whether: put the same key again.
     */
    public long put(String key, String minute, List<String> rows) throws IOException {
        return thread.call(() -> {
            refuseIfBroken();
            return key.equals(lastKey) ? commitLock.readNumber() - rows.size() : commit(key, minute, rows);
        });
    }

    /** Takes the drain lock where no other process holds it; held until this is closed. */
    public boolean tryDrainLock() throws IOException {
        return thread.call(drainLock::tryLock);
    }

    /** Lists what waits and makes it durable before its first byte is sent. */
    public Backlog beginDrain() throws IOException {
        return thread.call(() -> {
            refuseIfBroken();
            acknowledged = slots.read().orElse(acknowledged);
            ready.list();
            ready.deleteThrough(acknowledged.acked());
            disk.syncDirectory(root.resolve("ready"));
            return backlogNow();
        });
    }

    /** What waits for the device. */
    public Backlog backlog() throws IOException {
        return thread.call(this::backlogNow);
    }

    /** The number after the last row of the {@code files} oldest files; {@link Backlog#next} where there are fewer. */
    public long endOfOldest(int files) throws IOException {
        return thread.call(() -> {
            Optional<Long> following = ready.firsts().stream().skip(files).findFirst();
            return following.isPresent() ? following.get() : commitLock.readNumber();
        });
    }

    /** The row with this number; empty where the number carries nothing (a gap after a crash, a damaged file). */
    public Optional<String> row(long number) throws IOException {
        return thread.call(() -> ready.row(number));
    }

    /** Records durably that the device has stored all up to {@code last}, then deletes the files up to there. */
    public void acknowledge(long last) throws IOException {
        thread.call(() -> {
            refuseIfBroken();
            if (last > acknowledged.acked()) {
                String key = last == commitLock.readNumber() - 1 ? lastKey : acknowledged.key();
                record(new Slot(last, acknowledged.epoch(), acknowledged.generation() + 1, key));
            }
            ready.deleteThrough(last);
            return last;
        });
    }

    /** Starts a new numbering, above the old one and not below {@code atLeast}; what is staged keeps its numbers. */
    public long newEpoch(long atLeast) throws IOException {
        return thread.call(() -> {
            long epoch = Math.max(atLeast, acknowledged.epoch() + 1);
            record(new Slot(acknowledged.acked(), epoch, acknowledged.generation() + 1, acknowledged.key()));
            return epoch;
        });
    }

    /** Notes beside the dead files that the device refused this row for good. */
    public void refused(long number, String row, String reason) throws IOException {
        thread.call(() -> {
            Path why = root.resolve("dead").resolve(StagedMinute.number(number) + ".why");
            String text = "the device refused it (" + reason + "): " + row + "\n";
            disk.overwrite(why, 0, text.getBytes(StandardCharsets.UTF_8));
            disk.syncDirectory(root.resolve("dead"));
            return number;
        });
    }

    /** Frees the locks. */
    @Override
    public void close() throws IOException {
        try {
            thread.call(() -> {
                commitLock.close();
                drainLock.close();
                return true;
            });
        } finally {
            thread.close();
        }
    }

    private void recoverOrClose(long epoch) throws IOException {
        try {
            thread.call(() -> {
                recover(epoch);
                return true;
            });
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void recover(long epoch) throws IOException {
        commitLock.lock();
        try {
            tmp.clear();
            Optional<Slot> slot = slots.read();
            ready.list();
            Optional<StagedMinute> newest = ready.newest();
            long pastFiles = newest.map(minute -> minute.last() + 1).orElse(1L);
            long acked = slot.map(Slot::acked).orElse(0L);
            commitLock.writeNumber(Math.max(Math.max(commitLock.readNumber(), pastFiles), acked + 1));
            lastKey = newest.map(StagedMinute::key)
                    .orElseGet(() -> slot.map(Slot::key).orElse(""));
            if (slot.isPresent()) {
                acknowledged = slot.get();
            } else {
                record(new Slot(0, epoch, 1, ""));
            }
            disk.syncDirectory(root.resolve("state"));
        } finally {
            commitLock.unlock();
        }
    }

    private long commit(String key, String minute, List<String> rows) throws IOException {
        commitLock.lock();
        try {
            long first = commitLock.readNumber();
            StagedMinute staged = new StagedMinute(first, key, minute, gateway, rows);
            Path file = tmp.write(staged.encode());
            // the counter first: a kill in between leaves a gap, which is bridged; the other way round reuses a number
            commitLock.writeNumber(staged.last() + 1);
            disk.rename(file, ready.path(first));
            syncReadyOrBreak();
            ready.added(first);
            lastKey = key;
            return first;
        } finally {
            commitLock.unlock();
        }
    }

    /** A failed fsync says nothing about what is on the disk, and a second one would lie: only a restart tells. */
    private void syncReadyOrBreak() throws IOException {
        broken = true;
        disk.syncDirectory(root.resolve("ready"));
        broken = false;
    }

    private void refuseIfBroken() throws IOException {
        if (broken) {
            throw new IOException("using staging directory " + root + ": an fsync failed earlier. Check the disk, then "
                    + "restart the gateway");
        }
    }

    private Backlog backlogNow() throws IOException {
        return new Backlog(acknowledged.epoch(), acknowledged.acked() + 1, commitLock.readNumber(), ready.count());
    }

    private void record(Slot slot) throws IOException {
        slots.write(slot);
        acknowledged = slot;
    }
}
