package io.nightflow.settings;

import io.nightflow.settings.SettingsFile.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that can be wrong with settings, found at once: each by itself, and together. */
final class SettingsCheck {
    static final int NIGHT_HOURS_MAX = 12;
    private static final int ROOT_PORTS = 1_024;

    private final Path directory;
    private final SettingsFile file;
    private final Map<Key, String> values = new EnumMap<>(Key.class);
    private final Properties passedOn = new Properties();
    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    SettingsCheck(Path directory, SettingsFile file) {
        this.directory = directory;
        this.file = file;
        for (Key key : Key.values()) {
            values.put(key, key.defaultValue());
        }
        Set<String> seen = new HashSet<>();
        file.entries().forEach(entry -> entry(entry, seen));
        if (faults.isEmpty()) { // else one fault would be told twice
            nights();
            ranges();
            ports();
            console();
            file.entries().forEach(entry -> Key.find(entry.key()).ifPresent(this::path));
            values.forEach(this::rare);
        }
    }

    List<String> faults() {
        return faults;
    }

    /** What may be meant, and is likely not. */
    List<String> warnings() {
        return warnings;
    }

    Map<Key, String> values() {
        return values;
    }

    /** Keys of Camel's and of the integrator's own. */
    Properties passedOn() {
        return passedOn;
    }

    private void entry(Entry entry, Set<String> seen) {
        Key key = Key.find(entry.key()).orElse(null);
        if (entry.key().isEmpty() || entry.key().endsWith(".")) {
            fault(entry, "must have a name: write key = value");
        } else if (entry.key().contains(" ")) {
            fault(entry, "a key must hold no blank");
        } else if (!seen.add(entry.key())) {
            fault(entry, "stands twice. Take one away");
        } else if ((key != null || entry.key().startsWith("route."))
                && entry.value().matches(".*\\s#.*")) {
            fault(entry, "has a comment behind its value: a comment needs a line of its own");
        } else if (key != null) {
            values.put(key, entry.value());
            if (entry.value().matches("\".*\"|'.*'")) {
                fault(entry, "has quotes, which would be a part of the value: leave them out");
            } else if (!key.rule().holds().test(entry.value())) {
                fault(entry, "must be " + key.rule().words() + key.rule().hint().apply(entry.value()));
            }
        } else if (entry.key().startsWith("camel.")) {
            passedOn.setProperty(entry.key(), entry.value());
            RuntimeRules.here().fault(entry.key(), entry.value()).ifPresent(rule -> fault(entry, rule));
        } else if (entry.key().startsWith("route.")) {
            passedOn.setProperty(entry.key(), entry.value());
        } else {
            List<String> known = Stream.of(Key.values()).map(Key::text).toList();
            fault(entry, "is not a setting" + SpellingHint.question(entry.key(), known));
        }
    }

    private void fault(Entry entry, String rule) {
        String place = entry.line() > 0 ? file.file() + ":" + entry.line() + ": " : "";
        faults.add(place + entry.key() + ": " + rule + " (got " + entry.value() + ")");
    }

    private void fault(Key key, String rule) {
        faults.add(words(key, rule));
    }

    private String words(Key key, String rule) {
        return file.place(key.text()) + key.text() + ": " + rule + " (got " + values.get(key) + ")";
    }

    private void nights() {
        for (Key[] pair :
                new Key[][] {{Key.NIGHT_START, Key.NIGHT_END}, {Key.NIGHT_MINIMUM_START, Key.NIGHT_MINIMUM_END}}) {
            if (equal(pair[0], pair[1])) {
                fault(pair[0], "must differ from " + pair[1].text());
            } else if (SettingRule.hours(text(pair[0]), text(pair[1])) > NIGHT_HOURS_MAX) {
                fault(
                        pair[0],
                        "must not be more than " + NIGHT_HOURS_MAX + " hours before " + pair[1].text() + ", "
                                + text(pair[1]));
            }
        }
    }

    private void ranges() {
        below(Key.DETECT_FLOW_MIN, Key.DETECT_FLOW_MAX);
        below(Key.DETECT_PRESSURE_MIN, Key.DETECT_PRESSURE_MAX);
    }

    private void below(Key low, Key high) {
        if (Double.parseDouble(text(low)) >= Double.parseDouble(text(high))) {
            fault(low, "must be below " + high.text() + ", " + text(high));
        }
    }

    private void ports() {
        if (!equal(Key.METER_PORT, Key.DEVICE_PORT)) {
            return;
        }
        if (!equal(Key.METER_BAUD, Key.DEVICE_BAUD)) {
            fault(Key.DEVICE_BAUD, "must equal meter.baud, for both use one port");
        }
        if (!equal(Key.METER_PARITY, Key.DEVICE_PARITY)) {
            fault(Key.DEVICE_PARITY, "must equal meter.parity, for both use one port");
        }
        if (text(Key.DEVICE_DUPLEX).equals("half")) {
            fault(Key.DEVICE_DUPLEX, "must be full where meters speak on the same port");
        }
    }

    /** Jolokia over the network without a password is command execution for everybody. */
    private void console() {
        String users = text(Key.CONSOLE_USERS);
        Path path = directory.resolve(users);
        boolean loopback = text(Key.CONSOLE_HOST).matches("127\\..*|::1|localhost");
        boolean on = !text(Key.CONSOLE_PORT).equals("0");
        if (users.equals("none") && !loopback && on) {
            fault(Key.CONSOLE_HOST, "must be 127.0.0.1 without console.users");
        }
        if (!users.equals("none") && (Files.isDirectory(path) || !Files.isReadable(path))) {
            fault(Key.CONSOLE_USERS, "must be a file that can be read, or none");
        } else if (!users.equals("none") && mayBeReadByOthers(path)) {
            fault(Key.CONSOLE_USERS, "holds passwords, others must not read it: chmod 600");
        } else if (!users.equals("none") && !holdsUsers(path)) {
            fault(Key.CONSOLE_USERS, "must hold a line user.<name> = <password>");
        }
        if (on && Integer.parseInt(text(Key.CONSOLE_PORT)) < ROOT_PORTS) {
            warnings.add(words(Key.CONSOLE_PORT, "ports below 1024 can be opened by root only"));
        }
    }

    private static boolean mayBeReadByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // a file system without permissions
        }
    }

    private static boolean holdsUsers(Path file) {
        try {
            return SettingsFile.read(file).entries().stream()
                    .anyMatch(entry -> entry.key().startsWith("user."));
        } catch (SettingsException e) {
            return false;
        }
    }

    /** What somebody has written must be there, and be what is wanted of it. */
    private void path(Key key) {
        String value = text(key);
        boolean isPath = !value.equals("none") && !value.startsWith("tcp:");
        if (isPath && !value.equals(key.defaultValue())) {
            PathRule.of(key)
                    .flatMap(rule -> rule.trouble(directory.resolve(value)))
                    .ifPresent(rule -> fault(key, rule));
        }
    }

    private void rare(Key key, String value) {
        if (value.equals(key.defaultValue())) {
            return;
        }
        CronPauses.tooLong(key, value).ifPresent(words -> warnings.add(words(key, words)));
    }

    private boolean equal(Key one, Key other) {
        return Objects.equals(values.get(one), values.get(other));
    }

    private String text(Key key) {
        return values.getOrDefault(key, key.defaultValue());
    }
}
