package io.nightflow.gateway;

import io.nightflow.settings.Failures;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether somebody has changed the settings or the lists of a gateway that runs. What has no fault and may change while it
 * runs is taken by a start anew within the process; what has faults, is gone, or is fixed is told once, and what ran goes on.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final String NONE = "none";
    private static final String STANDARD_INPUT = "standard input, which a route reads,";

    private final Path folder;
    private final List<Path> files;
    private final Map<Path, Seen> seen = new HashMap<>();
    private final Map<Path, String> began;
    private final TakenSettings taken;
    private Map<Path, String> last;
    private Map<Path, String> judged;
    private volatile boolean ends;

    /** When a file was written, how long it is, and what is in it. */
    private record Seen(String written, String mark) {}

    /** What of a gateway decides whether a change can be taken now. */
    interface House {
        /** Something that was rolled out is on trial: a change waits for the end of it. */
        boolean isOnTrial();

        /** A route reads standard input: one that is stopped would still take its next line. */
        boolean readsStandardInput();

        /** Stops it and starts it anew, for a reason. */
        void restart(String why);
    }

    /** Of a gateway that is to begin with these settings; before any of its lists is read. */
    public FolderWatch(Settings settings) {
        folder = settings.directory();
        files = List.of(
                settingsFile(),
                settings.path(Key.SENSORS_FILE),
                settings.path(Key.ZONES_FILE),
                settings.path(Key.FORECAST_HOLIDAYS));
        began = marks();
        taken = TakenSettings.now(folder);
        last = began;
        judged = began;
    }

    /** Looks every two seconds, on a thread of its own, until something is taken or it is closed. */
    public void start(Gateway gateway, Consumer<String> restart) {
        House house = new House() {
            @Override
            public boolean isOnTrial() {
                return gateway.isOnTrial();
            }

            @Override
            public boolean readsStandardInput() {
                return gateway.runtime().readsStandardInput();
            }

            @Override
            public void restart(String why) {
                ends = true;
                restart.accept(why);
            }
        };
        taken.keep();
        Thread thread = new Thread(() -> watch(house), "folder-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(House house) {
        while (!ends) {
            LockSupport.parkNanos(LOOK_NANOS);
            try {
                look(house);
            } catch (RuntimeException e) {
                LOG.warn("looking at the settings: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        ends = true;
    }

    private Path settingsFile() {
        return folder.resolve("config/nightflow.properties");
    }

    /** To be called every few seconds. A file that is still being written is another one at the next look. */
    void look(House house) {
        if (ends || house.isOnTrial()) {
            return;
        }
        Map<Path, String> now = marks();
        boolean isWhole = now.equals(last);
        last = now;
        if (isWhole && !now.equals(judged)) {
            judged = now;
            if (!now.equals(began)) {
                take(now, house);
            }
        }
    }

    private void take(Map<Path, String> now, House house) {
        List<String> changed = files.stream()
                .filter(file -> !Objects.equals(now.get(file), began.get(file)))
                .map(file -> folder.relativize(file.toAbsolutePath()).toString())
                .toList();
        String names = String.join(", ", changed);
        List<String> faults = faults(now);
        if (!faults.isEmpty()) {
            LOG.error("what has changed ({}) is not taken: {}. What ran goes on running", names, faults.get(0));
            return;
        }
        List<String> fixed = fixed(house);
        if (!fixed.isEmpty()) {
            LOG.warn(
                    "{} needs a restart of the service: what has changed ({}) waits for it",
                    String.join(", ", fixed),
                    names);
            return;
        }
        house.restart(names + " changed");
    }

    /** A list that is gone would change the units of its sensors. */
    private List<String> faults(Map<Path, String> now) {
        List<String> gone = files.stream()
                .filter(file -> NONE.equals(now.get(file)) && !NONE.equals(began.get(file)))
                .map(file -> file + " is gone")
                .toList();
        if (!gone.isEmpty()) {
            return gone;
        }
        try {
            return FolderCheck.faults(folder);
        } catch (Exception e) {
            return List.of(Failures.words(e));
        }
    }

    /** The fixed settings that are not what they were, and what else keeps it from a start anew. */
    private List<String> fixed(House house) {
        Stream<String> input = house.readsStandardInput() ? Stream.of(STANDARD_INPUT) : Stream.empty();
        return Stream.concat(taken.changed().stream(), input).toList();
    }

    private Map<Path, String> marks() {
        Map<Path, String> marks = new TreeMap<>();
        files.forEach(file -> marks.put(file, mark(file)));
        return marks;
    }

    /** A file that was only touched is the same one. It is read where it was written, and where it can be a list at all. */
    private String mark(Path file) {
        try {
            String written = Files.size(file) + " at " + Files.getLastModifiedTime(file);
            Seen before = seen.get(file);
            if (before == null || !before.written().equals(written)) {
                before = new Seen(written, TextFile.isTooLong(file) ? written : checkValue(file));
                seen.put(file, before);
            }
            return before.mark();
        } catch (IOException e) {
            return NONE;
        }
    }

    private static String checkValue(Path file) throws IOException {
        CRC32 crc = new CRC32();
        byte[] content = Files.readAllBytes(file);
        crc.update(content);
        return content.length + " " + Long.toHexString(crc.getValue());
    }
}
