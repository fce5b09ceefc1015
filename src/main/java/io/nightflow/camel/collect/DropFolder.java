package io.nightflow.camel.collect;

import io.nightflow.collect.Archive;
import io.nightflow.collect.CollectReadings;
import io.nightflow.collect.TableMinutes;
import io.nightflow.store.StoreException;
import io.nightflow.table.Table;
import io.nightflow.table.TableOptions;
import io.nightflow.table.TableReader;
import io.nightflow.table.UnreadableTableException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables of readings that are dropped into a folder as files. A file is taken once it has stood still for a while, in
 * groups of lines, whatever its size. It goes to {@code .done} when all of it is on the disk, to {@code .failed} when any of
 * it is not, and stays where the database could not be written.
 */
public final class DropFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    private static final int READINGS_A_COMMIT = 5_000;
    private static final int FAULTS_TOLD_MAX = 3;
    private static final int WATCHED_MAX = 10_000;

    private final CollectReadings collect;
    private final ZoneId zone;
    private final TableReader.Units units;
    private final LongSupplier monotonicMillis;
    private final Archive archive = new Archive();
    private final Map<Path, Seen> seen = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    /** How a file stood, and since when. */
    private record Seen(long bytes, long modified, long since) {}

    /** Commits through {@code collect}; local times are of this zone, values of columns without a unit in these. */
    public DropFolder(CollectReadings collect, ZoneId zone, TableReader.Units units) {
        this(collect, zone, units, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    /** The same on another clock. */
    public DropFolder(CollectReadings collect, ZoneId zone, TableReader.Units units, LongSupplier monotonicMillis) {
        this.collect = collect;
        this.zone = zone;
        this.units = units;
        this.monotonicMillis = monotonicMillis;
    }

    /**
     * Takes a file that has stood still for so long; another one is left for the next time.
     *
     * @throws StoreException the database cannot be written; the file stays.
     */
    public synchronized void take(@Body File dropped, @Header("quietSeconds") long quietSeconds) {
        Path file = dropped.toPath();
        try {
            archive.remember(file.resolveSibling(""));
            archive.bringBack();
            if (!Files.isRegularFile(
                    file, LinkOption.NOFOLLOW_LINKS)) { // a link may lead anywhere, a pipe may never end
                LOG.error(
                        "{} is a link or no file: put the file itself. It is in {}", name(file), archive.failed(file));
            } else if (standsStill(file, quietSeconds)) {
                seen.remove(file);
                takeWhole(file);
            }
        } catch (IOException e) {
            if (told.add(file + ": " + e.getMessage())) {
                LOG.error("reading {}: {}. It is tried again", name(file), e.getMessage());
            }
            if (told.size() > WATCHED_MAX) {
                told.clear();
            }
        }
    }

    /** Brings back files that went on being written after they were taken; to be called each minute. */
    public synchronized void bringBack() {
        archive.bringBack();
    }

    private boolean standsStill(Path file, long quietSeconds) throws IOException {
        long now = monotonicMillis.getAsLong();
        Seen fresh = new Seen(Files.size(file), Files.getLastModifiedTime(file).toMillis(), now);
        Seen known = seen.get(file);
        if (known == null || known.bytes != fresh.bytes || known.modified != fresh.modified) {
            seen.keySet().removeIf(path -> seen.size() >= WATCHED_MAX && !Files.exists(path));
            seen.put(file, fresh);
            return quietSeconds == 0;
        }
        return now - known.since >= TimeUnit.SECONDS.toMillis(quietSeconds);
    }

    /** What came of a file. */
    private static final class Taken {
        final List<String> faults = new ArrayList<>();
        long stored;
        long refused;
        long wrong;
        String end = "";

        void wrong(long line, String rule, String got) {
            wrong++;
            if (faults.size() < FAULTS_TOLD_MAX) {
                faults.add("line " + line + ": " + rule + " (got " + got + ")");
            }
        }

        boolean isWhole() {
            return end.isEmpty() && refused == 0 && wrong == 0 && stored > 0;
        }
    }

    private void takeWhole(Path file) throws IOException {
        long bytes = Files.size(file);
        Taken taken = new Taken();
        try {
            read(file, taken);
        } catch (UnreadableTableException e) {
            taken.end = "it " + e.getMessage();
        }
        if (taken.isWhole()) {
            Path done = archive.done(file, bytes);
            LOG.info("{}: {} readings stored. It is {}", name(file), taken.stored, done);
        } else {
            tell(file, taken, archive.failed(file));
        }
    }

    private void read(Path file, Taken taken) throws IOException {
        Table table = table(file);
        TableMinutes.require(table.form());
        TableMinutes.read(table, units, collect.registers(), taken::wrong, READINGS_A_COMMIT, (group, reader) -> {
            CollectReadings.Collected collected = collect.takeReadings(group);
            taken.stored += collected.stored();
            taken.refused += collected.refused();
        });
    }

    /** One that names no columns goes on where one of the same name ended. */
    private Table table(Path file) throws IOException {
        TableOptions options = TableOptions.of(zone);
        List<Path> former = archive.formerOf(file);
        boolean named = former.isEmpty() || !Table.names(source(file), options).isEmpty();
        for (int i = 0; i < former.size() && !named; i++) {
            List<String> names = Table.names(source(former.get(i)), options);
            named = !names.isEmpty();
            options = options.named(names);
        }
        return Table.of(source(file), options);
    }

    private static Table.Source source(Path file) {
        return () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static void tell(Path file, Taken taken, Path failed) {
        taken.faults.forEach(fault -> LOG.warn("{} {}", name(file), fault));
        String reason = !taken.end.isEmpty()
                ? taken.end
                : taken.wrong + " wrong rows" + (taken.refused > 0 ? ", " + taken.refused + " refused" : "");
        LOG.error("{}: {} readings stored, {}. It is {}", name(file), taken.stored, reason, failed);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
