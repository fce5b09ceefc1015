package io.nightflow.gateway;

import io.nightflow.settings.Failures;
import io.nightflow.settings.FixedKeys;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether somebody has changed the settings or the lists of a gateway that runs. What has no fault and may change while it
 * runs is taken by a start anew within the process; what has faults, or is fixed, is told once, and what ran goes on.
 */
final class FolderWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final String NONE = "none";

    private final Path folder;
    private final List<Path> files;
    private final Consumer<String> restart;
    private final Map<Path, String> began;
    private final Map<String, String> settings;
    private Map<Path, String> last;
    private Map<Path, String> judged;

    /** Of a gateway that has begun with these settings; {@code restart} stops and starts it, for a reason. */
    FolderWatch(Settings settings, Consumer<String> restart) {
        folder = settings.directory();
        files = List.of(
                settingsFile(),
                settings.path(Key.SENSORS_FILE),
                settings.path(Key.ZONES_FILE),
                settings.path(Key.FORECAST_HOLIDAYS));
        this.restart = restart;
        began = marks();
        this.settings = effective();
        last = began;
        judged = began;
    }

    private Path settingsFile() {
        return folder.resolve("config/nightflow.properties");
    }

    /** To be called every few seconds. A file that is still being written is another one at the next look. */
    void look() {
        Map<Path, String> now = marks();
        boolean isWhole = now.equals(last);
        last = now;
        if (isWhole && !now.equals(judged)) {
            judged = now;
            if (!now.equals(began)) {
                take(now);
            }
        }
    }

    private void take(Map<Path, String> now) {
        List<String> changed = files.stream()
                .filter(file -> !Objects.equals(now.get(file), began.get(file)))
                .map(file -> folder.relativize(file.toAbsolutePath()).toString())
                .toList();
        String names = String.join(", ", changed);
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            LOG.error("what has changed ({}) is not taken: {}. What ran goes on running", names, faults.get(0));
            return;
        }
        List<String> fixed = fixed();
        if (!fixed.isEmpty()) {
            LOG.warn(
                    "{} needs a restart of the service: what has changed ({}) waits for it",
                    String.join(", ", fixed),
                    names);
            return;
        }
        restart.accept(names + " changed");
    }

    private List<String> faults() {
        try {
            return FolderCheck.faults(folder);
        } catch (Exception e) {
            return List.of(Failures.words(e));
        }
    }

    /** The fixed settings that are not what they were. */
    private List<String> fixed() {
        Map<String, String> now = effective();
        return Stream.concat(now.keySet().stream(), settings.keySet().stream())
                .filter(FixedKeys::isFixed)
                .filter(key -> !Objects.equals(now.get(key), settings.get(key)))
                .distinct()
                .toList();
    }

    private Map<String, String> effective() {
        Map<String, String> all = new TreeMap<>();
        try {
            SettingsFile.read(settingsFile()).entries().forEach(entry -> all.put(entry.key(), entry.value()));
        } catch (SettingsException e) {
            LOG.debug("the settings cannot be read now", e); // which is a fault of them
        }
        return all;
    }

    private Map<Path, String> marks() {
        Map<Path, String> marks = new TreeMap<>();
        new TreeSet<>(files).forEach(file -> marks.put(file, mark(file)));
        return marks;
    }

    /** A file that was only touched is the same one. */
    private static String mark(Path file) {
        try {
            CRC32 crc = new CRC32();
            byte[] content = Files.readAllBytes(file);
            crc.update(content);
            return content.length + " " + Long.toHexString(crc.getValue());
        } catch (IOException e) {
            return NONE;
        }
    }
}
