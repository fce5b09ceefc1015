package io.nightflow.rollout;

import io.nightflow.settings.FixedKeys;
import io.nightflow.settings.SettingsException;
import io.nightflow.settings.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings that are rolled out, as lines {@code key = value}: each replaces its line in the gateway's own file, or is added at
 * the end; everything else of that file stays as somebody has written it.
 */
final class SettingsLines {
    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z0-9.-]+)\\s*[=:]\\s*(.*)");
    /** What reaches into routes is code as they are. */
    private static final Pattern CODE = Pattern.compile("camel\\..*|route\\..*");

    private SettingsLines() {}

    /** What may not be rolled out of these lines; a sentence each. */
    static List<String> faults(String lines, boolean mayChangeRoutes) {
        List<String> faults = new ArrayList<>();
        for (String line : lines.lines().map(String::strip).toList()) {
            if (line.isEmpty() || SettingsFile.isComment(line)) {
                continue;
            }
            Matcher setting = LINE.matcher(line);
            if (!setting.matches() || line.contains("\\")) {
                faults.add("settings: must be lines key = value without a backslash (got " + line + ")");
            } else if (FixedKeys.isFixed(setting.group(1))) {
                faults.add("settings: " + setting.group(1) + " is set by hand at the gateway, never from afar");
            } else if (!mayChangeRoutes && CODE.matcher(setting.group(1)).matches()) {
                faults.add("settings: " + setting.group(1) + " reaches into routes, and rollout.routes is false here");
            }
        }
        return faults;
    }

    /** The gateway's own file with these lines in it. */
    static String into(String own, String lines, String version) {
        Map<String, String> wanted = wanted(lines);
        wanted.replaceAll((key, value) -> key + " = " + value);
        List<String> result = new ArrayList<>();
        boolean isContinued = false;
        boolean isReplaced = false;
        for (String line : own.isEmpty() ? new String[0] : own.split("\r?\n", -1)) {
            Matcher setting = LINE.matcher(line);
            if (!isContinued) {
                isReplaced = setting.matches() && wanted.containsKey(setting.group(1));
                result.add(isReplaced ? String.valueOf(wanted.remove(setting.group(1))) : line);
            } else if (!isReplaced) {
                result.add(line);
            }
            isContinued = SettingsFile.isContinued(line) && (isContinued || !SettingsFile.isComment(line));
        }
        if (!wanted.isEmpty()) {
            result.add("# rolled out with " + version);
            result.addAll(wanted.values());
            result.add("");
        }
        return String.join("\n", result);
    }

    /** What the changed file says otherwise than it should, whatever is odd in it; a sentence each. */
    static List<String> differences(Path own, Path changed, String lines) throws SettingsException {
        Map<String, String> should = SettingsFile.read(own).values();
        should.putAll(wanted(lines));
        Map<String, String> is = SettingsFile.read(changed).values();
        List<String> differences = new ArrayList<>();
        should.forEach((key, value) -> {
            if (!value.equals(is.get(key))) {
                differences.add("settings: " + key + " would come out as something else: look at its line here");
            }
        });
        return differences;
    }

    private static Map<String, String> wanted(String lines) {
        Map<String, String> wanted = new LinkedHashMap<>();
        lines.lines()
                .map(String::strip)
                .filter(line -> !SettingsFile.isComment(line))
                .forEach(line -> {
                    Matcher setting = LINE.matcher(line);
                    if (setting.matches()) {
                        wanted.put(setting.group(1), setting.group(2).strip());
                    }
                });
        return wanted;
    }
}
