package io.nightflow.gateway;

import io.nightflow.operate.StatusFiles;
import io.nightflow.settings.FixedKeys;
import io.nightflow.settings.SettingsException;
import io.nightflow.settings.SettingsFile;
import io.nightflow.time.BootTime;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fixed settings as the gateway that runs has taken them, kept beside what it runs in, so that {@code check}, which is another
 * process, can name those that were changed since and wait for a restart:
 *
 * <pre>
 * process=1234 3f0c.. 48211            which one, in which boot, and when it began in it: numbers come again
 * gateway.id=north-1                   each fixed setting that is written
 * </pre>
 */
public final class TakenSettings {
    private static final Logger LOG = LoggerFactory.getLogger(TakenSettings.class);
    private static final String FILE = "nightflow.taken";
    private static final String PROCESS = "process";
    private static final int START_FIELD = 19; // of /proc/PID/stat behind the name, in ticks since the boot

    private final Path folder;
    private final Map<String, String> taken;

    private TakenSettings(Path folder, Map<String, String> taken) {
        this.folder = folder;
        this.taken = taken;
    }

    /** Those that are written now. */
    static TakenSettings now(Path folder) {
        return new TakenSettings(folder, fixed(folder, Map.of()));
    }

    /** What a gateway that runs in this folder has not taken, one sentence each; nothing where none runs. */
    public static List<String> waiting(Path folder) {
        return kept(folder)
                .map(taken -> taken.changed().stream()
                        .map(key -> key + ": waits for a restart: the gateway that runs has "
                                + taken.taken.getOrDefault(key, "its default"))
                        .toList())
                .orElse(List.of());
    }

    /** The keys of those that are not written as they were taken. */
    List<String> changed() {
        Map<String, String> now = fixed(folder, taken);
        return Stream.concat(now.keySet().stream(), taken.keySet().stream())
                .distinct()
                .filter(key -> !Objects.equals(now.get(key), taken.get(key)))
                .sorted()
                .toList();
    }

    /** Keeps them for others; the gateway runs without that as well. */
    void keep() {
        Properties kept = new Properties();
        kept.putAll(taken);
        kept.setProperty(PROCESS, process(ProcessHandle.current().pid()));
        StringWriter text = new StringWriter();
        try {
            kept.store(text, "written by the gateway that runs");
            StatusFiles.write(folder.resolve(FILE), text.toString());
        } catch (IOException e) {
            LOG.debug("{} cannot be written", FILE, e);
        }
    }

    private static Optional<TakenSettings> kept(Path folder) {
        Properties kept = new Properties();
        try (Reader file = Files.newBufferedReader(folder.resolve(FILE))) {
            kept.load(file);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // none ran here yet
        }
        Map<String, String> taken = new TreeMap<>();
        kept.stringPropertyNames().forEach(key -> taken.put(key, kept.getProperty(key)));
        String process = String.valueOf(taken.remove(PROCESS));
        return runs(process) ? Optional.of(new TakenSettings(folder, taken)) : Optional.empty();
    }

    private static boolean runs(String process) {
        return process.matches("[0-9]{1,18} .+")
                && process(Long.parseLong(process.split(" ", -1)[0])).equals(process);
    }

    /** By no clock, for that may be set while it runs; empty where there is none. */
    private static String process(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return pid + " " + BootTime.nameOfBoot() + " " + fields[START_FIELD];
        } catch (IOException e) {
            return "";
        }
    }

    /** Those that are written; others where they cannot be read now. */
    private static Map<String, String> fixed(Path folder, Map<String, String> others) {
        Map<String, String> fixed = new TreeMap<>();
        try {
            SettingsFile.read(folder.resolve("config/nightflow.properties"))
                    .values()
                    .forEach((key, value) -> {
                        if (FixedKeys.isFixed(key)) {
                            fixed.put(key, value);
                        }
                    });
        } catch (SettingsException e) {
            LOG.debug("the settings cannot be read now", e); // which is a fault of them
            return others;
        }
        return fixed;
    }
}
