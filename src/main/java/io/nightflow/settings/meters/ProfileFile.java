package io.nightflow.settings.meters;

import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.Profile.Protocol;
import io.nightflow.meter.profile.Role;
import io.nightflow.settings.SettingsException;
import io.nightflow.settings.TextFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a profile: what a kind of meter says, and where.
 *
 * <pre>
 * name: Siemens SITRANS FM MAG 6000
 * source: SFIDK.PS.023.D2.02 p. 14
 * protocol: modbus                # or mbus
 * line: 9600 8E1                  # as it leaves the factory
 * order: ABCD                     # ABCD, CDAB, BADC, DCBA
 * every: 10s                      # 60s for a battery
 * registers-max: 120              # the most of one request
 * values:
 *   flow:  {holding: 3002, type: f32, unit: m3/s}
 *   total: {sum: [{holding: 8, type: i32}, {holding: 10, type: f32}], unit: m3}
 * examples:
 *   - {answers: ["01 03 ..."], values: {flow: 0.5}}
 * </pre>
 *
 * It is data and nothing else: no templates, no expressions.
 */
public final class ProfileFile {
    private static final List<String> KEYS =
            List.of("name", "source", "protocol", "line", "order", "every", "registers-max", "values", "examples");
    private static final List<String> MEASURED = List.of("flow", "pressure", "total", "net-total");
    private static final int REGISTERS_MAX = 120;
    private static final int COUNT_MAX = 125;
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration EVERY_MIN = Duration.ofSeconds(1);
    private static final Duration EVERY_MAX = Duration.ofHours(1);

    private ProfileFile() {}

    /**
     * Reads one.
     *
     * @throws SettingsException with all faults at once, each with file and line.
     */
    public static Profile read(Path file) throws SettingsException {
        List<String> faults = new ArrayList<>();
        Optional<YamlNode> root = YamlNode.of(file, String.join("\n", TextFile.lines(file)), faults);
        Profile profile = root.map(node -> profile(kind(file), node)).orElse(null);
        if (profile == null || !faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        return profile;
    }

    /** The kind that a file describes: its name without the ending. */
    static String kind(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("[.]ya?ml$", "");
    }

    private static Profile profile(String kind, YamlNode root) {
        root.onlyKeys(KEYS);
        Protocol protocol = root.child("protocol")
                .flatMap(node -> node.oneOf(Map.of("modbus", Protocol.MODBUS, "mbus", Protocol.MBUS)))
                .orElse(Protocol.MODBUS);
        String line = root.text("line");
        if (!line.isEmpty()) {
            LineForm.read(line).ifPresentOrElse(form -> {}, () -> root.fault("line", LineForm.RULE, line));
        }
        int registersMax = root.child("registers-max")
                .map(node -> node.whole(1, COUNT_MAX))
                .orElse(REGISTERS_MAX);
        return new Profile(
                kind,
                required(root, "name"),
                required(root, "source"),
                protocol,
                line,
                every(root),
                registersMax,
                values(root, protocol, registersMax),
                ProfileExamples.read(root));
    }

    private static String required(YamlNode root, String key) {
        String text = root.text(key);
        if (text.isEmpty()) {
            root.fault(
                    key,
                    "must be there: " + (key.equals("name") ? "what the meter is called" : "where the facts stand"),
                    "");
        }
        return text;
    }

    private static Duration every(YamlNode root) {
        String text = root.text("every");
        if (text.isEmpty()) {
            return EVERY;
        }
        Duration every =
                text.matches("[0-9]{1,4}[smh]") ? Duration.parse("PT" + text.toUpperCase(Locale.ROOT)) : Duration.ZERO;
        if (every.compareTo(EVERY_MAX) > 0 || every.compareTo(EVERY_MIN) < 0) {
            root.fault("every", "must be 1s to 1h, such as 10s", text);
            return EVERY;
        }
        return every;
    }

    private static Map<Role, Profile.Value> values(YamlNode root, Protocol protocol, int registersMax) {
        Map<Role, Profile.Value> values = new EnumMap<>(Role.class);
        Optional<YamlNode> node = root.child("values");
        node.ifPresent(all -> all.entries().forEach((word, value) -> {
            Optional<Role> role = Role.find(word);
            if (role.isEmpty()) {
                value.fault("must be one of " + Role.words(), word);
            } else {
                ProfileValue.read(value, role.get(), protocol, root.text("order"), registersMax)
                        .ifPresent(read -> values.put(role.get(), read));
            }
        }));
        boolean some =
                node.isPresent() && node.get().entries().keySet().stream().anyMatch(MEASURED::contains);
        if (!some) {
            root.fault("values", "must have one of " + String.join(", ", MEASURED), "");
        }
        return values;
    }
}
