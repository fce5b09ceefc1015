package io.nightflow.staging;

import io.nightflow.staging.StagedMinute.Decoded;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The committed files of a staging directory, in the order of their numbers: {@code .rows} of one minute, {@code .thin}
 * of a span that stands for several of them. What is damaged goes to {@code dead/} with a reason beside it; its numbers
 * carry nothing from then on.
 */
final class ReadyFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyFiles.class);
    private static final Pattern NAME = Pattern.compile("[0-9]{12}\\.(rows|thin)");
    private static final String ROWS = ".rows";
    private static final String THIN = ".thin";
    private static final int DIGITS = 12;
    private static final int MEASURED_MAX = 20_000;
    private static final int RECENT_MAX = 32;

    private final Disk disk;
    private final Path ready;
    private final DeadFiles dead;
    private SortedNumbers firsts = new SortedNumbers();
    private final Map<Long, String> thinned = new TreeMap<>(); // with the minutes that they begin with
    private final Map<Long, StagedMinute> recent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, StagedMinute> eldest) {
            return size() > RECENT_MAX;
        }
    };
    private long bytes;
    private long pastBuried;

    ReadyFiles(Disk disk, Path ready, DeadFiles dead) {
        this.disk = disk;
        this.ready = ready;
        this.dead = dead;
    }

    /** Lists the directory anew: another process may have put or drained. */
    void list() throws IOException {
        SortedNumbers listed = new SortedNumbers();
        List<Long> thin = new ArrayList<>();
        disk.forEachName(ready, name -> {
            if (NAME.matcher(name).matches()) {
                long first = Long.parseLong(name.substring(0, DIGITS));
                listed.add(first);
                if (name.endsWith(THIN)) {
                    thin.add(first);
                }
            }
        });
        listed.sort();
        // only now: a listing that fails half-way must not make content look like gaps
        firsts = listed;
        thinned.clear();
        thin.forEach(first -> thinned.put(first, ""));
        recent.clear();
        for (long first : thin) {
            Optional<StagedMinute> minute = read(first);
            if (minute.isPresent()) {
                thinned.put(first, minute.get().minute());
                deleteReplaced(minute.get().replaces());
            }
        }
        measure();
    }

    /** Adds up what the files take; of very many a sample, for a bound need not be exact to the block. */
    private void measure() throws IOException {
        int count = firsts.size();
        int step = Math.max(1, count / MEASURED_MAX);
        long sum = 0;
        int measured = 0;
        for (int i = 0; i < count; i += step) {
            sum += Quota.blocks(disk.length(path(firsts.get(i))));
            measured++;
        }
        bytes = measured == 0 ? 0 : sum / measured * count;
    }

    void added(long first, long length) {
        firsts.add(first);
        bytes += Quota.blocks(length);
    }

    void addedThin(long first, long length, String minute) {
        thinned.put(first, minute);
        added(first, length);
    }

    SortedNumbers firsts() {
        return firsts;
    }

    long bytes() {
        return bytes;
    }

    /** The number after those that damaged files held, as far as can be told. */
    long pastBuried() {
        return pastBuried;
    }

    /** Whether it stands for others. */
    boolean isThin(long first) {
        return thinned.containsKey(first);
    }

    /** The minutes that thinned files begin with: ten thousands where a device was away for months, so ask once. */
    Set<String> thinnedMinutes() {
        return new HashSet<>(thinned.values());
    }

    Path path(long first) {
        return ready.resolve(StagedMinute.number(first) + (isThin(first) ? THIN : ROWS));
    }

    Path thinPath(long first) {
        return ready.resolve(StagedMinute.number(first) + THIN);
    }

    /** The row with this number; empty where the number carries nothing. */
    Optional<String> row(long number) throws IOException {
        int position = firsts.floor(number);
        return position < 0
                ? Optional.empty()
                : read(firsts.get(position)).filter(m -> number <= m.last()).map(m -> m.row(number));
    }

    /** The rows with these numbers, both included. */
    List<Optional<String>> rows(long first, long last) throws IOException {
        List<Optional<String>> rows = new ArrayList<>();
        long number = first;
        while (number <= last) {
            int position = firsts.floor(number);
            long next = position + 1 < firsts.size() ? firsts.get(position + 1) : Long.MAX_VALUE;
            Optional<StagedMinute> minute = position < 0 ? Optional.empty() : read(firsts.get(position));
            for (; number <= last && number < next; number++) {
                long of = number;
                rows.add(minute.filter(m -> of <= m.last()).map(m -> m.row(of)));
            }
        }
        return rows;
    }

    /** The rows with these numbers, both included, without those that carry nothing. */
    List<String> held(long first, long last) throws IOException {
        List<String> rows = new ArrayList<>();
        int position = Math.max(0, firsts.floor(first));
        while (position < firsts.size() && firsts.get(position) <= last) {
            Optional<StagedMinute> minute = read(firsts.get(position));
            if (minute.isEmpty()) {
                continue; // it went to dead/, and the next one has its place
            }
            position++;
            long behind = position < firsts.size() ? Math.min(last, firsts.get(position) - 1) : last;
            rows.addAll(minute.get().rows(first, behind));
        }
        return rows;
    }

    /** What holds the numbers from one on, up to so many files and bytes; damaged ones carry nothing. */
    StagedFiles files(long from, int filesMax, long bytesMax, long next) throws IOException {
        List<StagedMinute> minutes = new ArrayList<>();
        long bytesOfBatch = 0;
        int position = Math.max(0, firsts.floor(from));
        while (position < firsts.size() && minutes.size() < filesMax && bytesOfBatch < bytesMax) {
            long first = firsts.get(position);
            Optional<StagedMinute> minute = read(first);
            if (minute.isEmpty()) {
                continue; // it went to dead/, and the next one has its place
            }
            if (minute.get().last() >= from) {
                bytesOfBatch += minute.get().rowBytes();
                minutes.add(minute.get());
            }
            position++;
        }
        long to = position < firsts.size() ? firsts.get(position) - 1 : next - 1;
        return new StagedFiles(from, to, minutes);
    }

    /** The last number of the oldest files, up to so many and so many bytes, at least one. */
    long lastOfBatch(int filesMax, long bytesMax, long next) throws IOException {
        long batchBytes = 0;
        for (int i = 0; i < firsts.size(); i++) {
            long first = firsts.get(i);
            if (i > 0 && i >= filesMax) {
                return first - 1;
            }
            batchBytes += read(first).map(StagedMinute::rowBytes).orElse(0L);
            if (i > 0 && batchBytes > bytesMax) {
                return first - 1;
            }
        }
        return next - 1;
    }

    /** Whether the newest numbers that were given carry nothing. */
    boolean endsInGap(long next) throws IOException {
        return firsts.isEmpty() || read(firsts.last()).map(StagedMinute::last).orElse(0L) < next - 1;
    }

    /** The minute that starts with this number; empty where it was damaged and went to {@code dead/}. */
    Optional<StagedMinute> read(long first) throws IOException {
        StagedMinute known = recent.get(first);
        if (known != null) {
            return Optional.of(known);
        }
        byte[] content = content(first);
        Decoded decoded = StagedMinute.decode(first, content);
        if (decoded instanceof Decoded.Damaged damaged) {
            bury(first, damaged.reason());
            pastBuried = Math.max(
                    pastBuried, first + StagedMinute.promisedRows(content).orElse(1));
            return Optional.empty();
        }
        StagedMinute minute = ((Decoded.Whole) decoded).minute();
        recent.put(first, minute);
        return Optional.of(minute);
    }

    /** A file that the disk cannot read, twice, counts as damaged: it must not hold up all that comes after it. */
    private byte[] content(long first) throws IOException {
        try {
            return disk.read(path(first));
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            return contentOrNothing(first);
        }
    }

    private byte[] contentOrNothing(long first) {
        try {
            return disk.read(path(first));
        } catch (IOException e) {
            LOG.error("reading staged file {}: {}", path(first), e.getMessage());
            return new byte[0];
        }
    }

    /** Takes a file away (its size is taken for the mean of all): into {@code done/} or for good. One that a power cut brings back is taken away again. */
    void remove(long first, @Nullable Path done) throws IOException {
        Path file = path(first);
        bytes = Math.max(0, bytes - bytes / Math.max(1, firsts.size()));
        if (done == null) {
            disk.delete(file);
        } else {
            disk.rename(file, done.resolve(String.valueOf(file.getFileName())));
        }
        recent.remove(first);
        firsts.remove(first);
        thinned.remove(first);
    }

    private void deleteReplaced(String numbers) throws IOException {
        if (numbers.isEmpty()) {
            return;
        }
        for (String number : numbers.split(",", -1)) {
            long first = Long.parseLong(number);
            int position = firsts.floor(first);
            if (position >= 0 && firsts.get(position) == first) {
                remove(first, null);
            }
        }
    }

    private void bury(long first, String reason) throws IOException {
        dead.bury(path(first), first, reason);
        disk.syncDirectory(ready);
        firsts.remove(first);
        thinned.remove(first);
    }
}
