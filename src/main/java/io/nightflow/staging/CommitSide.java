package io.nightflow.staging;

import io.nightflow.staging.Quota.Level;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where minutes come in: gives numbers, writes, makes durable, and keeps to the bounds. */
final class CommitSide {
    private static final Logger LOG = LoggerFactory.getLogger(CommitSide.class);
    private static final int SPANS_A_PUT = 20;
    private static final int TEN_MINUTES = 10;
    private static final int HOUR = 60;
    private static final int NEWEST_READ = 200;

    private final Disk disk;
    private final Path directory;
    private final StagingOptions options;
    private final ReadyFiles ready;
    private final DeadFiles dead;
    private final TmpFiles tmp;
    private final LockFile lock;
    private final Optional<Thinning> thinning;
    private final DrainSide drain;
    private final Map<String, String> lastKeys = new HashMap<>();
    private final QuotaNews news;
    private long knownNext;
    private boolean broken;

    CommitSide(Disk disk, Path root, StagingOptions options, ReadyFiles ready, DeadFiles dead, DrainSide drain)
            throws IOException {
        this.disk = disk;
        this.directory = root;
        this.options = options;
        this.ready = ready;
        this.dead = dead;
        this.tmp = new TmpFiles(disk, root.resolve("tmp"));
        this.lock = LockFile.open(root.resolve("commit.lock"));
        this.thinning = options.thinner().map(thinner -> new Thinning(ready, options, thinner));
        this.drain = drain;
        this.news = new QuotaNews(root, ready);
    }

    /** Clears away what a crash left and finds the next number; under the commit lock. */
    void recover(long acknowledged, Map<String, String> keysOfAcknowledged) throws IOException {
        lock.lock();
        try {
            tmp.clear();
            // what a killed process has renamed counts from here on: its name must be durable by then
            disk.syncDirectory(directory.resolve("ready"));
            ready.list();
            long past = Math.max(lock.readNumber(), acknowledged + 1);
            SortedNumbers firsts = ready.firsts();
            for (int i = firsts.size() - 1; i >= 0 && i >= firsts.size() - NEWEST_READ; i--) {
                Optional<StagedMinute> minute = ready.read(firsts.get(i));
                past = Math.max(past, minute.map(m -> m.last() + 1).orElse(ready.pastBuried()));
                minute.ifPresent(m -> PutKey.rememberOlder(lastKeys, m.key()));
            }
            keysOfAcknowledged.forEach(lastKeys::putIfAbsent);
            knownNext = Math.max(past, dead.pastAll());
            lock.writeNumber(knownNext);
        } finally {
            lock.unlock();
        }
    }

    /** The oldest number held, or the next one where none is. */
    long firstHeld() {
        return ready.firsts().isEmpty() ? knownNext : ready.firsts().get(0);
    }

    /** A void that the device stores must not be given to content after a power cut. */
    void makeNumberDurable() throws IOException {
        lock.makeNumberDurable(disk);
    }

    /** The next number to be given, by this process or another. */
    long next() throws IOException {
        return lock.readNumber();
    }

    /**
     * The number up to which the listed files are all there are. Another process raises the counter first and names its
     * file then, both under the lock; so only under the lock does a number without a file carry nothing.
     */
    long knownNext() throws IOException {
        if (lock.readNumber() != knownNext) {
            list();
        }
        return knownNext;
    }

    /** Lists the files anew. */
    void list() throws IOException {
        lock.lock();
        try {
            ready.list();
            knownNext = lock.readNumber();
        } finally {
            lock.unlock();
        }
    }

    long refusals() {
        return news.refusals();
    }

    Level level() throws IOException {
        long free = options.quota().freeBytesMin() == 0 ? Long.MAX_VALUE : disk.freeBytes(directory);
        return options.quota().level(ready.bytes(), ready.firsts().size(), free);
    }

    void refuseIfBroken() throws IOException {
        if (broken) {
            throw new IOException("using staging directory " + directory + ": an fsync failed earlier. Check the disk, "
                    + "then restart the gateway");
        }
    }

    /** Stages rows; gives the number of the first, 0 for a put with the key of the last one, which changes nothing. */
    long put(String key, String minute, List<String> rows) throws IOException {
        refuseIfBroken();
        lock.lock();
        try {
            PutKey.check(key, minute);
            if (PutKey.isLast(lastKeys, key)) {
                return 0;
            }
            if (lock.readNumber() != knownNext) {
                ready.list();
            }
            List<String> notices = makeRoom(minute, rows.size());
            List<String> all = new ArrayList<>(notices);
            all.addAll(rows);
            long first = commit(new StagedMinute(lock.readNumber(), key, minute, options.gateway(), "", all));
            PutKey.remember(lastKeys, key);
            news.staged();
            return first + notices.size();
        } finally {
            lock.unlock();
        }
    }

    void close() throws IOException {
        lock.close();
    }

    private List<String> makeRoom(String minute, int rows) throws IOException {
        Level level = level();
        if (level != Level.ROOM && !drain.isHolding()) {
            // the process that drains may have made room that this one has not seen
            ready.list();
            level = level();
        }
        for (int i = 0; thinning.isPresent() && i < SPANS_A_PUT && level.compareTo(Level.TEN_MINUTES) >= 0; i++) {
            var thin = thinning.get().next(TEN_MINUTES, drain.acknowledged());
            if (thin.isEmpty() && level.compareTo(Level.HOURS) >= 0) {
                thin = thinning.get().next(HOUR, drain.acknowledged());
            }
            if (thin.isEmpty()) {
                break;
            }
            replace(thin.get());
            level = level();
        }
        List<String> notices = news.reached(level, minute, rows);
        return thinning.isPresent() ? notices : List.of();
    }

    private void replace(Thinning.Span span) throws IOException {
        StagedMinute thin = new StagedMinute(lock.readNumber(), "-", span.minute(), "-", span.replaces(), span.rows());
        long first = commit(thin);
        LOG.warn(
                "staging in {}: {} files from {} became one of {} minutes, number {}",
                directory,
                span.files().size(),
                span.minute(),
                span.minutes(),
                first);
        for (long old : span.files()) {
            ready.remove(old, null);
        }
        disk.syncDirectory(directory.resolve("ready"));
    }

    /** A rename that failed may have been done all the same: the same rows must not get a second number then. */
    private void rename(Path from, Path to) throws IOException {
        try {
            disk.rename(from, to);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            broken = true; // unless the directory says what came of it
            boolean done = disk.list(directory.resolve("ready")).contains(String.valueOf(to.getFileName()));
            broken = false;
            if (!done) {
                throw e;
            }
        }
    }

    private long commit(StagedMinute staged) throws IOException {
        byte[] content = staged.encode();
        Path file = tmp.write(content);
        boolean thin = !staged.replaces().isEmpty();
        // the counter first: a kill in between leaves a gap, which is bridged; the other way round reuses a number
        knownNext = staged.last() + 1;
        lock.writeNumber(knownNext);
        rename(file, thin ? ready.thinPath(staged.first()) : ready.path(staged.first()));
        // a failed fsync says nothing about what is on the disk, and a second one would lie: only a restart tells
        broken = true;
        disk.syncDirectory(directory.resolve("ready"));
        broken = false;
        if (thin) {
            ready.addedThin(staged.first(), content.length, staged.minute());
        } else {
            ready.added(staged.first(), content.length);
        }
        return staged.first();
    }
}
