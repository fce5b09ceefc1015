package io.nightflow.staging;

import io.nightflow.staging.StagedMinute.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The committed files of a staging directory, in the order of their numbers. What is damaged goes to {@code dead/} with
 * a reason beside it; its numbers carry nothing from then on.
 */
final class ReadyFiles {
    private static final Pattern NAME = Pattern.compile("[0-9]{12}\\.rows");
    private static final String SUFFIX = ".rows";

    private final Disk disk;
    private final Path ready;
    private final Path dead;
    private final NavigableSet<Long> firsts = new TreeSet<>();
    private @Nullable StagedMinute current;

    ReadyFiles(Disk disk, Path ready, Path dead) {
        this.disk = disk;
        this.ready = ready;
        this.dead = dead;
    }

    /** Lists the directory anew: another process may have put or drained. */
    void list() throws IOException {
        firsts.clear();
        current = null;
        for (String name : disk.list(ready)) {
            if (NAME.matcher(name).matches()) {
                firsts.add(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
            }
        }
    }

    void added(long first) {
        firsts.add(first);
    }

    int count() {
        return firsts.size();
    }

    NavigableSet<Long> firsts() {
        return firsts;
    }

    Path path(long first) {
        return ready.resolve(StagedMinute.number(first) + SUFFIX);
    }

    /** The row with this number; empty where the number carries nothing. */
    Optional<String> row(long number) throws IOException {
        Optional<StagedMinute> minute = minuteHolding(number);
        return minute.filter(m -> number <= m.last()).map(m -> m.row(number));
    }

    /** The newest whole minute. */
    Optional<StagedMinute> newest() throws IOException {
        return firsts.isEmpty() ? Optional.empty() : minuteHolding(Long.MAX_VALUE);
    }

    private Optional<StagedMinute> minuteHolding(long number) throws IOException {
        StagedMinute held = current;
        if (held != null && held.first() <= number && number <= held.last()) {
            return Optional.of(held);
        }
        Long first = firsts.floor(number);
        return first == null ? Optional.empty() : read(first);
    }

    /** The minute that starts with this number; empty where it was damaged and went to {@code dead/}. */
    Optional<StagedMinute> read(long first) throws IOException {
        Decoded decoded = StagedMinute.decode(first, disk.read(path(first)));
        if (decoded instanceof Decoded.Damaged damaged) {
            bury(first, damaged.reason());
            return Optional.empty();
        }
        StagedMinute minute = ((Decoded.Whole) decoded).minute();
        current = minute;
        return Optional.of(minute);
    }

    /** Deletes the files whose rows are all acknowledged; a file that a power cut brings back is deleted again. */
    void deleteThrough(long last) throws IOException {
        for (long first : firsts.headSet(last, true).stream().toList()) {
            Long following = firsts.higher(first);
            boolean whollyBefore = following != null && following <= last + 1;
            if (whollyBefore || endOf(first) <= last) {
                disk.delete(path(first));
                firsts.remove(first);
            }
        }
    }

    private long endOf(long first) throws IOException {
        StagedMinute held = current;
        if (held != null && held.first() == first) {
            return held.last();
        }
        return read(first).map(StagedMinute::last).orElse(Long.MAX_VALUE);
    }

    private void bury(long first, String reason) throws IOException {
        String name = StagedMinute.number(first);
        disk.createDirectories(dead);
        disk.overwrite(dead.resolve(name + ".why"), 0, (reason + "\n").getBytes(StandardCharsets.UTF_8));
        disk.rename(path(first), dead.resolve(name + SUFFIX));
        disk.syncDirectory(dead);
        disk.syncDirectory(ready);
        firsts.remove(first);
    }
}
