package io.nightflow.staging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What cannot be delivered, set aside with the reason beside it. */
final class DeadFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DeadFiles.class);
    private static final int DIGITS = 12;

    private final Disk disk;
    private final Path dead;
    private long buried;

    DeadFiles(Disk disk, Path dead) {
        this.disk = disk;
        this.dead = dead;
    }

    /** How many were set aside since the opening. */
    long buried() {
        return buried;
    }

    /** Sets a file aside; the reason is written where there is room for it. */
    void bury(Path file, long first, String reason) throws IOException {
        String name = StagedMinute.number(first);
        try {
            disk.overwrite(dead.resolve(name + ".why"), 0, (reason + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("writing the reason of dead file {}: {}", name, e.getMessage());
        }
        disk.rename(file, dead.resolve(String.valueOf(file.getFileName())));
        disk.syncDirectory(dead);
        buried++;
        LOG.error("staged file {} is damaged: {}. It is kept in {}, its numbers go out void", file, reason, dead);
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
