package io.nightflow.staging;

import io.nightflow.staging.Quota.Level;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how near the bounds are: once in the log, and in rows that tell the device of it. */
final class QuotaNews {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaNews.class);

    private final Path directory;
    private final ReadyFiles ready;
    private Level told = Level.ROOM;
    private long refusedRows;
    private long refusals;

    QuotaNews(Path directory, ReadyFiles ready) {
        this.directory = directory;
        this.ready = ready;
    }

    /** Puts that were refused since the start. */
    long refusals() {
        return refusals;
    }

    /** Rows are staged; those that were refused before have come with them or before them. */
    void staged() {
        refusedRows = 0;
    }

    /**
     * A put of so many rows finds this level; gives the rows that tell the device of it.
     *
     * @throws StagingFullException there is no room.
     */
    List<String> reached(Level level, String minute, int rows) throws StagingFullException {
        Level before = told;
        told = level;
        if (level == Level.FULL) {
            throw refused(rows);
        }
        if (before == Level.FULL) {
            LOG.warn(
                    "staging in {}: there is room again, {} rows had been refused and come now",
                    directory,
                    refusedRows);
            return List.of("Q,full," + minute + "," + minute + "," + refusedRows);
        }
        if (level.compareTo(before) > 0) {
            LOG.warn(
                    "staging in {}: {} files wait, {} of its bounds. The device has not taken rows for long, or the disk is nearly full",
                    directory,
                    ready.firsts().size(),
                    level);
            return level == Level.WARN ? List.of("Q,warn," + minute + "," + minute + ",0") : List.of();
        }
        return List.of();
    }

    private StagingFullException refused(int rows) {
        refusals++;
        refusedRows += rows;
        return new StagingFullException("staging in " + directory + ": it has reached its bound ("
                + ready.firsts().size()
                + " files, " + ready.bytes() / 1_048_576 + " MiB), or the disk is full. Rows wait in the database until"
                + " there is room; check the device's line and the disk, or raise staging.bytes-max");
    }
}
