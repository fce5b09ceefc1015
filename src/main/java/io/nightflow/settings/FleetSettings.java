package io.nightflow.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of the fleet program, checked. */
public final class FleetSettings {
    private final Path directory;
    private final Map<Setting<?>, String> values;

    private FleetSettings(Path directory, Map<Setting<?>, String> values) {
        this.directory = directory;
        this.values = values;
    }

    /**
     * Reads {@code config/fleet.properties}; defaults where the file is missing.
     *
     * @throws SettingsException with all faults at once, each with file and line.
     */
    public static FleetSettings read(Path directory) throws SettingsException {
        return of(directory, SettingsFile.read(directory.resolve("config").resolve("fleet.properties")));
    }

    /** The same with some set otherwise, for a demo. */
    public FleetSettings with(Setting<?> key, String value) {
        Map<Setting<?>, String> changed = new HashMap<>(values);
        changed.put(key, value);
        return new FleetSettings(directory, changed);
    }

    private static FleetSettings of(Path directory, SettingsFile file) throws SettingsException {
        Map<Setting<?>, String> values = new HashMap<>();
        List<String> faults = new ArrayList<>();
        for (SettingsFile.Entry entry : file.entries()) {
            String where = file.file() + ":" + entry.line() + ": " + entry.key() + ": ";
            Optional<Setting<?>> key = FleetKey.all().stream()
                    .filter(each -> each.text().equals(entry.key()))
                    .findFirst();
            if (key.isEmpty()) {
                String names = String.join(
                        ", ", FleetKey.all().stream().map(Setting::text).toList());
                faults.add(where + "is no setting of the fleet. There are " + names);
            } else if (values.containsKey(key.get())) {
                faults.add(where + "stands twice. Take one away");
            } else if (!key.get().rule().holds().test(entry.value())) {
                faults.add(where + "must be " + key.get().rule().words() + " (got " + entry.value() + ")");
            } else {
                values.put(key.get(), entry.value());
            }
        }
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        return new FleetSettings(directory, values);
    }

    /** Its folder, which relative paths start from. */
    public Path directory() {
        return directory;
    }

    /** A setting as it is written. */
    public String text(Setting<?> key) {
        return values.getOrDefault(key, key.defaultValue());
    }

    /** The value of a setting. */
    public <T> T get(Setting<T> key) {
        return key.value(text(key));
    }

    /** A file that may be none, as a text; empty for none. */
    public String file(Setting<Optional<Path>> key) {
        return get(key).map(directory::resolve).map(Path::toString).orElse("");
    }

    /**
     * User and password of a file with one line {@code <user> = <password>}; both empty where there is none.
     *
     * @throws IOException it cannot be read, or holds something else.
     */
    public LoginFile login(Setting<Optional<Path>> key) throws IOException {
        return LoginFile.read(key.text(), get(key).map(directory::resolve));
    }

    /** Whether the store is for one worker alone. */
    public boolean isForOneWorker() {
        return text(FleetKey.STORE).equals(FleetKey.SQLITE);
    }

    /** Whether the folder of a site has settings of its own. */
    public Path site(String name) {
        return directory.resolve("sites").resolve(name);
    }

    /** The list of gateways and their sites; it may be missing. */
    public Path gateways() {
        return directory.resolve("config").resolve("gateways.csv");
    }

    /** Whether that list is there. */
    public boolean hasGateways() {
        return Files.exists(gateways());
    }
}
