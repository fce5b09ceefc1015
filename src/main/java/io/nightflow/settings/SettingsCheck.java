package io.nightflow.settings;

import io.nightflow.line.PortSettings;
import io.nightflow.settings.SettingsFile.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Everything that can be wrong with settings, found at once: each by itself, and together. */
final class SettingsCheck {
    static final int NIGHT_HOURS_MAX = 12;
    private static final int ROOT_PORTS = 1_024;

    private final Path directory;
    private final SettingsFile file;
    private final Map<Setting<?>, String> values = new LinkedHashMap<>();
    private final Properties passedOn = new Properties();
    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    SettingsCheck(Path directory, SettingsFile file) {
        this.directory = directory;
        this.file = file;
        for (Setting<?> key : Key.all()) {
            values.put(key, key.defaultValue());
        }
        Set<String> seen = new HashSet<>();
        file.entries().forEach(entry -> entry(entry, seen));
        if (faults.isEmpty()) { // else one fault would be told twice
            nights();
            ranges();
            ports();
            console();
            uplink();
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

    Map<Setting<?>, String> values() {
        return values;
    }

    /** Keys of Camel's and of the integrator's own. */
    Properties passedOn() {
        return passedOn;
    }

    private void entry(Entry entry, Set<String> seen) {
        Setting<?> key = Key.find(entry.key()).orElse(null);
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
            List<String> known = Key.all().stream().map(Setting::text).toList();
            fault(entry, "is not a setting" + SpellingHint.question(entry.key(), known));
        }
    }

    private void fault(Entry entry, String rule) {
        String place = entry.line() > 0 ? file.file() + ":" + entry.line() + ": " : "";
        faults.add(place + entry.key() + ": " + rule + " (got " + entry.value() + ")");
    }

    private void fault(Setting<?> key, String rule) {
        faults.add(words(key, rule));
    }

    private String words(Setting<?> key, String rule) {
        return file.place(key.text()) + key.text() + ": " + rule + " (got " + values.get(key) + ")";
    }

    private void nights() {
        night(Key.NIGHT_START, Key.NIGHT_END);
        night(Key.NIGHT_MINIMUM_START, Key.NIGHT_MINIMUM_END);
    }

    private void night(Setting<LocalTime> start, Setting<LocalTime> end) {
        if (equal(start, end)) {
            fault(start, "must differ from " + end.text());
        } else if (SettingRule.hours(value(start), value(end)) > NIGHT_HOURS_MAX) {
            fault(start, "must not be more than " + NIGHT_HOURS_MAX + " hours before " + end.text() + ", " + text(end));
        }
    }

    private void ranges() {
        below(Key.DETECT_FLOW_MIN, Key.DETECT_FLOW_MAX);
        below(Key.DETECT_PRESSURE_MIN, Key.DETECT_PRESSURE_MAX);
    }

    private void below(Setting<Double> low, Setting<Double> high) {
        if (value(low) >= value(high)) {
            fault(low, "must be below " + high.text() + ", " + text(high));
        }
    }

    private void ports() {
        if (!equal(Key.METER_PORT, Key.DEVICE_PORT) || PortSettings.isNone(text(Key.METER_PORT))) {
            return;
        }
        if (!equal(Key.METER_BAUD, Key.DEVICE_BAUD)) {
            fault(Key.DEVICE_BAUD, "must equal meter.baud, for both use one port");
        }
        if (!equal(Key.METER_PARITY, Key.DEVICE_PARITY)) {
            fault(Key.DEVICE_PARITY, "must equal meter.parity, for both use one port");
        }
        if (value(Key.DEVICE_DUPLEX) == Key.Duplex.HALF) {
            fault(Key.DEVICE_DUPLEX, "must be full where meters speak on the same port");
        }
    }

    /** Jolokia over the network without a password is command execution for everybody. */
    private void console() {
        Optional<Path> users = value(Key.CONSOLE_USERS).map(directory::resolve);
        boolean loopback = text(Key.CONSOLE_HOST).matches("127\\..*|::1|localhost");
        int port = value(Key.CONSOLE_PORT);
        if ((users.isEmpty() || value(Key.CONSOLE_CERTIFICATE).isEmpty()) && !loopback && port != 0) {
            fault(Key.CONSOLE_HOST, "must be 127.0.0.1 without console.users and console.certificate");
        }
        value(Key.CONSOLE_CERTIFICATE)
                .map(directory::resolve)
                .flatMap(SettingsCheck::secretTrouble)
                .ifPresent(rule -> fault(Key.CONSOLE_CERTIFICATE, rule));
        users.flatMap(SettingsCheck::usersTrouble).ifPresent(rule -> fault(Key.CONSOLE_USERS, rule));
        if (port != 0 && port < ROOT_PORTS) {
            warnings.add(words(Key.CONSOLE_PORT, "ports below 1024 can be opened by root only"));
        }
    }

    private void uplink() {
        Optional<String> broker = value(UplinkKey.BROKER);
        if (broker.isEmpty()) {
            return;
        }
        if (text(Key.GATEWAY_ID).contains(".")) {
            fault(Key.GATEWAY_ID, "must hold no dot where there is an uplink: the fleet writes gateway.sensor");
        }
        boolean certified = value(UplinkKey.CERTIFICATE_FILE).isPresent();
        if (certified != value(UplinkKey.KEY_FILE).isPresent()) {
            fault(UplinkKey.KEY_FILE, "belongs to uplink.certificate-file: name both, or none");
        }
        boolean tls = broker.get().startsWith("tls:");
        if (!tls && (certified || value(UplinkKey.CA_FILE).isPresent())) {
            fault(UplinkKey.BROKER, "must be tls://.. where there are certificates");
        }
        if (!tls && !broker.get().matches("tcp://(127\\.[0-9.]+|localhost|\\[::1]):.*")) {
            warnings.add(
                    words(UplinkKey.BROKER, "what goes to the fleet can be read by others on the way. Write tls://"));
        }
        for (Setting<Optional<Path>> key : List.of(UplinkKey.KEY_FILE, UplinkKey.LOGIN_FILE)) {
            value(key)
                    .map(directory::resolve)
                    .flatMap(SettingsCheck::secretTrouble)
                    .ifPresent(rule -> fault(key, rule));
        }
    }

    private static Optional<String> secretTrouble(Path secret) {
        if (Files.exists(secret) && !Files.isReadable(secret)) {
            return Optional.of("must be a file that this user can read: chown it to " + System.getProperty("user.name")
                    + ", whom the gateway runs as");
        }
        return Files.isReadable(secret) && !mayBeReadByOthers(secret)
                ? Optional.empty()
                : Optional.of("must be a file that can be read, and by no others: chmod 600");
    }

    private static Optional<String> usersTrouble(Path users) {
        if (Files.isDirectory(users) || !Files.isReadable(users)) {
            return Optional.of("must be a file that can be read, or none");
        }
        if (mayBeReadByOthers(users)) {
            return Optional.of("holds passwords, others must not read it: chmod 600");
        }
        return holdsUsers(users) ? Optional.empty() : Optional.of("must hold a line user.<name> = <password>");
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
    private void path(Setting<?> key) {
        String value = text(key);
        boolean isPath = !value.equals("none") && !value.startsWith("tcp:");
        if (isPath && !value.equals(key.defaultValue())) {
            PathRule.of(key)
                    .flatMap(rule -> rule.trouble(directory.resolve(value)))
                    .ifPresent(rule -> fault(key, rule));
        }
    }

    private void rare(Setting<?> key, String value) {
        if (value.equals(key.defaultValue())) {
            return;
        }
        CronPauses.tooLong(key, value).ifPresent(words -> warnings.add(words(key, words)));
    }

    private boolean equal(Setting<?> one, Setting<?> other) {
        return Objects.equals(values.get(one), values.get(other));
    }

    private <T> T value(Setting<T> key) {
        return key.value(text(key));
    }

    private String text(Setting<?> key) {
        return values.getOrDefault(key, key.defaultValue());
    }
}
