package io.nightflow.staging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What cannot be delivered, set aside with the reason beside it; {@code staging requeue} puts it again. Of very many the
 * oldest go, and that is told.
 */
final class DeadFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DeadFiles.class);
    private static final int DIGITS = 12;
    private static final int KEPT_MAX = 10_000;
    private static final int DELETED_AT_ONCE = 100;
    private static final String NAME = "[0-9]{12}\\.(rows|thin|why)";

    private final Disk disk;
    private final Path dead;

    DeadFiles(Disk disk, Path dead) {
        this.disk = disk;
        this.dead = dead;
    }

    /** How many there are; another process may have put some again. */
    int count() throws IOException {
        return numbers().size();
    }

    /** Sets a file aside; the reason is written where there is room for it. */
    void bury(Path file, long first, String reason) throws IOException {
        try {
            write(first, reason);
        } catch (IOException e) {
            LOG.warn("writing the reason of dead file {}: {}", StagedMinute.number(first), e.getMessage());
        }
        disk.rename(file, dead.resolve(String.valueOf(file.getFileName())));
        disk.syncDirectory(dead);
        LOG.error("staged file {} is damaged: {}. It is kept in {}, its numbers go out void", file, reason, dead);
        keepToTheBound();
    }

    /** Keeps a row that goes to no device. */
    void refused(long number, String row, String reason) throws IOException {
        write(number, "not delivered (" + reason + "): " + row);
        disk.syncDirectory(dead);
        keepToTheBound();
    }

    private void write(long number, String reason) throws IOException {
        byte[] text = (reason + "\n").getBytes(StandardCharsets.UTF_8);
        disk.overwrite(dead.resolve(StagedMinute.number(number) + ".why"), 0, text);
    }

    private void keepToTheBound() throws IOException {
        NavigableSet<String> numbers = numbers();
        if (numbers.size() <= KEPT_MAX) {
            return;
        }
        String first = numbers.first();
        String last = first;
        for (int i = 0; i < DELETED_AT_ONCE; i++) {
            last = String.valueOf(numbers.pollFirst());
            for (String suffix : List.of(".rows", ".thin", ".why")) {
                disk.delete(dead.resolve(last + suffix));
            }
        }
        LOG.error(
                "{} holds more than {} rows and files: the oldest, {} to {}, are deleted. They did not reach the device",
                dead,
                KEPT_MAX,
                first,
                last);
    }

    private NavigableSet<String> numbers() throws IOException {
        TreeSet<String> numbers = new TreeSet<>();
        disk.forEachName(dead, name -> {
            if (name.matches(NAME)) {
                numbers.add(name.substring(0, DIGITS));
            }
        });
        return numbers;
    }

    /** The number after all that dead files held: a power cut may have brought an old counter back. */
    long pastAll() throws IOException {
        long past = 1;
        for (String name : disk.list(dead)) {
            if (name.matches("[0-9]{12}\\.(rows|thin)")) {
                long first = Long.parseLong(name.substring(0, DIGITS));
                int rows =
                        StagedMinute.promisedRows(disk.read(dead.resolve(name))).orElse(1);
                past = Math.max(past, first + rows);
            }
        }
        return past;
    }
}
