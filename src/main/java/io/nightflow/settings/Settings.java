package io.nightflow.settings;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The gateway's settings, checked. Keys that start with {@code camel.} go to Camel, keys that start with {@code route.}
 * are the integrator's own, for route files; any other unknown key is refused.
 */
public final class Settings {
    private final Path directory;
    private final Map<Setting<?>, String> values;
    private final Properties passedOn;
    private final List<String> warnings;

    private Settings(Path directory, Map<Setting<?>, String> values, Properties passedOn, List<String> warnings) {
        this.directory = directory;
        this.values = values;
        this.passedOn = passedOn;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads {@code config/nightflow.properties} of a gateway's directory; defaults where the file is missing.
     *
     * @throws SettingsException with all faults at once.
     */
    public static Settings read(Path directory) throws SettingsException {
        return of(directory, SettingsFile.read(directory.resolve("config").resolve("nightflow.properties")));
    }

    /** Checks properties. */
    public static Settings of(Path directory, Properties properties) throws SettingsException {
        return of(directory, SettingsFile.of(properties));
    }

    /** Checks what somebody has written. */
    public static Settings of(Path directory, SettingsFile file) throws SettingsException {
        SettingsCheck check = new SettingsCheck(directory, file);
        if (!check.faults().isEmpty()) {
            throw new SettingsException(check.faults());
        }
        return new Settings(directory, check.values(), check.passedOn(), check.warnings());
    }

    /** What may be meant, and is likely not; a line each. */
    public List<String> warnings() {
        return warnings;
    }

    /** The same settings with database and staging directory in another folder, for a trial that leaves nothing behind. */
    public Settings inside(Path folder) {
        Map<Setting<?>, String> moved = new HashMap<>(values);
        moved.put(Key.STORE_FILE, folder.resolve("nightflow.db").toString());
        moved.put(Key.STAGING_DIRECTORY, folder.resolve("staging").toString());
        moved.put(Key.STAGING_ANY_FILE_SYSTEM, "true");
        moved.put(Key.CONSOLE_PORT, "0");
        return new Settings(directory, moved, passedOn, warnings);
    }

    /** The gateway's directory, which relative paths start from. */
    public Path directory() {
        return directory;
    }

    /** A setting as it is written, for messages. */
    public String text(Setting<?> key) {
        return values.getOrDefault(key, key.defaultValue());
    }

    /** The value of a setting. */
    public <T> T get(Setting<T> key) {
        return key.value(text(key));
    }

    /** A path; a relative one lies in the gateway's directory. */
    public Path path(Setting<Path> key) {
        return directory.resolve(get(key));
    }

    /** The same of one that may be {@code none}. */
    public Optional<Path> pathIfAny(Setting<Optional<Path>> key) {
        return get(key).map(directory::resolve);
    }

    /** The site's zone. */
    public ZoneId zone() {
        return get(Key.SITE_ZONE);
    }

    /** All settings, for placeholders in routes, and what is passed on to Camel. */
    public Properties placeholders() {
        Properties all = new Properties();
        values.forEach((key, value) -> all.setProperty(key.text(), value));
        passedOn.forEach(all::put);
        return all;
    }
}
