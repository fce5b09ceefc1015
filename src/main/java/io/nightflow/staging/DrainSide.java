package io.nightflow.staging;

import io.nightflow.staging.AcknowledgedSlots.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where minutes go out: one process drains, what is acknowledged is recorded and only then removed. */
final class DrainSide {
    private static final long UNKNOWN = AcknowledgedSlots.UNKNOWN;
    private static final int RESERVED = 1_000;

    private final Disk disk;
    private final Path root;
    private final StagingOptions options;
    private final ReadyFiles ready;
    private final LockFile lock;
    private final AcknowledgedSlots slots;

    private Slot slot;
    private long recorded = UNKNOWN;
    private long sentThrough;
    private volatile boolean holding;

    DrainSide(Disk disk, Path root, StagingOptions options, ReadyFiles ready) throws IOException {
        this.disk = disk;
        this.root = root;
        this.options = options;
        this.ready = ready;
        this.lock = LockFile.open(root.resolve("drain.lock"));
        this.slots = new AcknowledgedSlots(disk, root.resolve("state").resolve("acked"));
        this.slot = new Slot(0, options.firstEpoch(), 0, 0, "", Map.of());
    }

    /** What was acknowledged; empty for a new directory, or where both slots are damaged. */
    Optional<Slot> find() throws IOException {
        Optional<Slot> found = slots.read();
        slot = found.orElse(slot);
        return found;
    }

    /**
     * Starts a numbering where none is known: from the oldest number held, under an epoch that the device adopts.
     *
     * @param lastGiven may have been sent where nothing says what was.
     */
    void opened(boolean known, long firstHeld, long lastGiven) throws IOException {
        if (!known) {
            record(new Slot(firstHeld - 1, options.firstEpoch(), 1, lastGiven, "", Map.of()));
            disk.syncDirectory(root.resolve("state"));
        } else if (slot.sent() == AcknowledgedSlots.UNKNOWN) {
            record(slot.sendingThrough(lastGiven));
        }
    }

    /**
     * Records durably, once for many, that rows up to {@code last} are about to be sent: a device that
     * has stored more than was ever sent shows that this disk is an old one that was put back.
     */
    void sending(long last, long lastGiven) throws IOException {
        if (last > slot.sent()) {
            record(slot.sendingThrough(Math.max(last, Math.min(lastGiven, last + RESERVED))));
            recorded = slot.sent();
        }
        sentThrough = Math.max(sentThrough, last);
    }

    /** The last number that was sent, as far as this process knows: it may have begun on what another one had sent. */
    long sentThrough() {
        return Math.max(sentThrough, slot.sent() == recorded ? 0 : slot.sent());
    }

    boolean isHolding() {
        return holding;
    }

    Slot slot() {
        return slot;
    }

    /** The last number that the device has stored; another process may have heard of it. */
    long acknowledged() throws IOException {
        return holding ? slot.acked() : slots.read().orElse(slot).acked();
    }

    /** Takes the lock, and says in {@code owner.txt} who has it: nobody may open the lock file to look. */
    boolean tryLock() throws IOException {
        if (!holding && lock.tryLock()) {
            holding = true;
            String owner = "pid " + ProcessHandle.current().pid() + ", gateway " + options.gateway() + ", since "
                    + options.clock().instant() + "\n";
            Files.writeString(root.resolve("owner.txt"), owner);
        }
        return holding;
    }

    /** Clears away what is acknowledged, and makes the rest durable before its first byte is sent. */
    void begin() throws IOException {
        slot = slots.read().orElse(slot);
        removeThrough(slot.acked());
        disk.syncDirectory(root.resolve("ready"));
        forgetDone(options.doneDays());
    }

    /** Records durably, then removes. */
    void acknowledge(long last) throws IOException {
        if (last > slot.acked()) {
            record(slot.acknowledged(last, keysThrough(last)));
        }
        removeThrough(last);
    }

    void newEpoch(long epoch) throws IOException {
        record(slot.inEpoch(epoch));
    }

    void device(String name) throws IOException {
        record(slot.withDevice(name));
    }

    /** Deletes copies of delivered files that are older than so many days; 0 deletes all. */
    void forgetDone(int days) throws IOException {
        Path done = root.resolve("done");
        if (!Files.isDirectory(done)) {
            return;
        }
        String oldest = today().minusDays(days - 1L).toString();
        for (String day : disk.list(done)) {
            if (day.compareTo(oldest) < 0 || days == 0) {
                try (Stream<Path> files = Files.walk(done.resolve(day))) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        disk.delete(file);
                    }
                }
            }
        }
    }

    void close() throws IOException {
        lock.close();
    }

    private Map<String, String> keysThrough(long last) throws IOException {
        Map<String, String> keys = new HashMap<>();
        SortedNumbers firsts = ready.firsts();
        for (int i = firsts.floor(last); i >= 0; i--) {
            Optional<StagedMinute> minute = ready.read(firsts.get(i));
            if (minute.isPresent() && minute.get().last() <= last) {
                PutKey.rememberOlder(keys, minute.get().key());
            }
        }
        return keys;
    }

    private void removeThrough(long last) throws IOException {
        SortedNumbers firsts = ready.firsts();
        Path done = null;
        while (!firsts.isEmpty() && firsts.get(0) <= last) {
            long first = firsts.get(0);
            boolean whollyBefore = firsts.size() > 1 && firsts.get(1) <= last + 1;
            if (!whollyBefore && endOf(first) > last) {
                return;
            }
            done = done == null ? doneFolder() : done;
            if (!firsts.isEmpty() && firsts.get(0) == first) {
                ready.remove(first, done);
            }
        }
    }

    private long endOf(long first) throws IOException {
        return ready.read(first).map(StagedMinute::last).orElse(first);
    }

    private @Nullable Path doneFolder() {
        if (options.doneDays() == 0) {
            return null;
        }
        Path folder = root.resolve("done").resolve(today().toString());
        try {
            disk.createDirectories(folder);
            return folder;
        } catch (IOException e) {
            return null; // on a full disk the copies go, not the drain
        }
    }

    private LocalDate today() {
        return options.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private void record(Slot fresh) throws IOException {
        slots.write(fresh);
        slot = fresh;
    }
}
