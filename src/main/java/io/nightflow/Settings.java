package io.nightflow;

import io.nightflow.camel.routes.Nearest;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The gateway's settings, checked. Keys that start with {@code camel.} go to Camel, keys that start with {@code route.}
 * are the integrator's own, for route files; any other unknown key is refused.
 */
public final class Settings {
    private final Path directory;
    private final Map<Key, String> values;
    private final Properties passedOn;

    private Settings(Path directory, Map<Key, String> values, Properties passedOn) {
        this.directory = directory;
        this.values = values;
        this.passedOn = passedOn;
    }

    /**
     * Reads {@code config/nightflow.properties} of a gateway's directory; defaults where the file is missing.
     *
     * @throws SettingsException with all faults at once.
     */
    public static Settings read(Path directory) throws SettingsException {
        Path file = directory.resolve("config").resolve("nightflow.properties");
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new SettingsException(List.of("reading " + file + ": " + e.getMessage()));
            }
        }
        return of(directory, properties);
    }

    /** Checks properties. */
    public static Settings of(Path directory, Properties properties) throws SettingsException {
        List<String> faults = new ArrayList<>();
        Map<Key, String> values = new EnumMap<>(Key.class);
        Properties passedOn = new Properties();
        for (Key key : Key.values()) {
            values.put(key, key.defaultValue());
        }
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name).strip();
            Key key = Key.find(name).orElse(null);
            if (key != null) {
                values.put(key, value);
                check(key, value, faults);
            } else if (name.startsWith("camel.") || name.startsWith("route.")) {
                passedOn.setProperty(name, value);
            } else {
                faults.add(name + ": is not a setting, did you mean " + nearest(name) + "? (got " + value + ")");
            }
        }
        checkTogether(values, faults);
        checkConsole(values, directory, faults);
        if (!faults.isEmpty()) {
            Collections.sort(faults);
            throw new SettingsException(faults);
        }
        return new Settings(directory, values, passedOn);
    }

    private static void check(Key key, String value, List<String> faults) {
        if (!key.rule().holds().test(value)) {
            faults.add(fault(Map.of(key, value), key, "must be " + key.rule().words()));
        }
    }

    private static void checkTogether(Map<Key, String> values, List<String> faults) {
        if (equal(values, Key.NIGHT_START, Key.NIGHT_END)) {
            faults.add(fault(values, Key.NIGHT_START, "must differ from " + Key.NIGHT_END.text()));
        }
        if (equal(values, Key.NIGHT_MINIMUM_START, Key.NIGHT_MINIMUM_END)) {
            faults.add(fault(values, Key.NIGHT_MINIMUM_START, "must differ from " + Key.NIGHT_MINIMUM_END.text()));
        }
        if (equal(values, Key.METER_PORT, Key.DEVICE_PORT)) {
            if (!equal(values, Key.METER_BAUD, Key.DEVICE_BAUD)) {
                faults.add(fault(values, Key.DEVICE_BAUD, "must equal meter.baud, for both use one port"));
            }
            if (!equal(values, Key.METER_PARITY, Key.DEVICE_PARITY)) {
                faults.add(fault(values, Key.DEVICE_PARITY, "must equal meter.parity, for both use one port"));
            }
            if ("half".equals(values.get(Key.DEVICE_DUPLEX))) {
                faults.add(fault(values, Key.DEVICE_DUPLEX, "must be full where meters speak on the same port"));
            }
        }
    }

    /** Jolokia over the network without a password is command execution for everybody. */
    private static void checkConsole(Map<Key, String> values, Path directory, List<String> faults) {
        String users = values.getOrDefault(Key.CONSOLE_USERS, "");
        boolean loopback = values.getOrDefault(Key.CONSOLE_HOST, "").matches("127\\..*|::1|localhost");
        if (users.equals("none") && !loopback && !"0".equals(values.get(Key.CONSOLE_PORT))) {
            faults.add(fault(values, Key.CONSOLE_HOST, "must be 127.0.0.1 without console.users"));
        }
        if (!users.equals("none") && !Files.isReadable(directory.resolve(users))) {
            faults.add(fault(values, Key.CONSOLE_USERS, "must be a file that can be read, or none"));
        } else if (!users.equals("none") && mayBeReadByOthers(directory.resolve(users))) {
            faults.add(fault(values, Key.CONSOLE_USERS, "holds passwords, others must not read it: chmod 600"));
        }
    }

    private static boolean mayBeReadByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // a file system without permissions
        }
    }

    private static boolean equal(Map<Key, String> values, Key one, Key other) {
        return Objects.equals(values.get(one), values.get(other));
    }

    private static String fault(Map<Key, String> values, Key key, String rule) {
        return key.text() + ": " + rule + " (got " + values.get(key) + ")";
    }

    private static String nearest(String name) {
        return Nearest.of(name, Stream.of(Key.values()).map(Key::text).toList());
    }

    /** The same settings with database and staging directory in another folder, for a trial that leaves nothing behind. */
    Settings inside(Path folder) {
        Map<Key, String> moved = new EnumMap<>(values);
        moved.put(Key.STORE_FILE, folder.resolve("nightflow.db").toString());
        moved.put(Key.STAGING_DIRECTORY, folder.resolve("staging").toString());
        moved.put(Key.STAGING_ANY_FILE_SYSTEM, "true");
        return new Settings(directory, moved, passedOn);
    }

    /** The gateway's directory, which relative paths start from. */
    public Path directory() {
        return directory;
    }

    /** A setting as it stands. */
    public String text(Key key) {
        return values.getOrDefault(key, key.defaultValue());
    }

    /** A whole number. */
    public int count(Key key) {
        return Integer.parseInt(text(key));
    }

    /** A decimal. */
    public double decimal(Key key) {
        return Double.parseDouble(text(key));
    }

    /** A duration. */
    public Duration duration(Key key) {
        return SettingRule.parseDuration(text(key));
    }

    /** A size in bytes. */
    public long bytes(Key key) {
        return SettingRule.parseSize(text(key));
    }

    /** Yes or no. */
    public boolean flag(Key key) {
        return Boolean.parseBoolean(text(key));
    }

    /** A path; a relative one lies in the gateway's directory. */
    public Path path(Key key) {
        return directory.resolve(text(key));
    }

    /** The site's zone. */
    public ZoneId zone() {
        return ZoneId.of(text(Key.SITE_ZONE));
    }

    /** All settings, for placeholders in routes, and what is passed on to Camel. */
    public Properties placeholders() {
        Properties all = new Properties();
        values.forEach((key, value) -> all.setProperty(key.text(), value));
        passedOn.forEach(all::put);
        return all;
    }
}
