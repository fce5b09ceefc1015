package io.nightflow.camel.routes;

import io.nightflow.route.RouteFault;
import io.nightflow.route.RouteFile;
import io.nightflow.route.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the folder of route files. What has changed and stands still is checked as a whole, then swapped; what has a
 * fault is refused in words, and what ran goes on running.
 */
public final class RouteReload {
    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);
    private static final long LOOK_MILLIS = 600;
    private static final long HALF_WRITTEN_MILLIS = 2_000;
    private static final int LOOKS_SKIPPED_MAX = 16; // ten seconds: of a link's target the system says nothing

    private final Path folder;
    private final RouteCheck check;
    private final RouteSwap swap;
    private final LongSupplier monotonicMillis;
    private final Set<String> told = new HashSet<>();
    private Map<Path, Stamp> running;
    private Map<Path, Stamp> seen;
    private long seenAt;
    private volatile boolean refused;
    private @Nullable WatchKey changes;
    private int skipped;

    /** By what a change of a file is noticed. */
    private record Stamp(FileTime modified, long size) {
        /** Asks the disk once, for this runs for years; empty where the file went since it was listed. */
        static Optional<Stamp> of(Path path) throws IOException {
            try {
                BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
                return Optional.of(new Stamp(file.lastModifiedTime(), file.size()));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Takes the folder as it stands for what runs.
     *
     * @throws IOException the folder cannot be read.
     */
    public RouteReload(Path folder, RouteCheck check, RouteSwap swap, LongSupplier monotonicMillis) throws IOException {
        this.folder = folder;
        this.check = check;
        this.swap = swap;
        this.monotonicMillis = monotonicMillis;
        running = stamps();
        seen = running;
        swap.runs(RouteFolder.read(folder));
    }

    /** Whether the folder's files were changed and cannot run; those that ran do. */
    public boolean isRefused() {
        return refused;
    }

    /** Looks from now on, until the context stops. */
    public void start(CamelContext context) {
        ScheduledExecutorService watch =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "RouteReload");
        listen(context);
        var unused = watch.scheduleWithFixedDelay(this::lookSafely, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void listen(CamelContext context) {
        try {
            WatchService service = folder.getFileSystem().newWatchService();
            context.addLifecycleStrategy(new LifecycleStrategySupport() {
                @Override
                public void onContextStopping(CamelContext stopping) {
                    IOHelper.close(service);
                }
            });
            changes = folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            LOG.debug("{} is looked at each time", folder, e);
        }
    }

    private void lookSafely() {
        try {
            if (!isQuiet()) {
                look();
            }
        } catch (IOException | RuntimeException | StackOverflowError e) { // the last for YAML that contains itself
            LOG.warn("watching {}: {}", folder, e.getMessage());
        }
    }

    /** Whether the system says that nothing has changed since a look that found nothing: to list the folder costs more. */
    private boolean isQuiet() {
        WatchKey watched = changes;
        boolean settled = seen.equals(running) || refused;
        if (watched != null
                && watched.isValid()
                && settled
                && watched.pollEvents().isEmpty()) {
            skipped++;
        } else {
            skipped = 0;
        }
        return skipped % (LOOKS_SKIPPED_MAX + 1) > 0;
    }

    /** One look at the folder; swaps what has changed since the last one but not between the last two. */
    void look() throws IOException {
        Map<Path, Stamp> now = stamps();
        long time = monotonicMillis.getAsLong();
        if (!now.equals(seen)) {
            seen = now;
            seenAt = time;
            refused = false;
        } else if (!now.equals(running) && !refused) {
            take(now, time);
        }
    }

    private void take(Map<Path, Stamp> now, long time) throws IOException {
        List<RouteFile> files = RouteFolder.read(folder);
        boolean broken = files.stream().anyMatch(file -> file.broken().isPresent());
        if (broken && time - seenAt < HALF_WRITTEN_MILLIS) {
            return; // an editor may still be writing
        }
        List<RouteFault> faults = files.isEmpty()
                ? List.of(new RouteFault(folder, 1, "", "must hold a route file, all are gone"))
                : check.check(files);
        if (faults.isEmpty()) {
            faults = swap.to(files);
        }
        if (faults.isEmpty()) {
            running = now;
        } else {
            refused = true;
            faults.forEach(fault -> LOG.error("route file refused: {}", fault));
            LOG.error(
                    "{} faults in {}: what ran goes on running. The files that run are kept in {}",
                    faults.size(),
                    folder,
                    swap.goodCopies());
        }
    }

    private Map<Path, Stamp> stamps() throws IOException {
        Map<Path, Stamp> stamps = new TreeMap<>();
        RouteFolder now = RouteFolder.of(folder);
        for (Path path : now.files()) {
            Stamp.of(path).ifPresent(stamp -> stamps.put(path, stamp));
        }
        now.foreign().stream().filter(told::add).forEach(words -> LOG.warn("{}", words));
        told.retainAll(now.foreign());
        return stamps;
    }
}
