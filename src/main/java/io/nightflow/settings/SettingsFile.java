package io.nightflow.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings as somebody wrote them, each with its line: a file of Java's properties.
 *
 * @param file as it is named in faults; empty for settings that come from nowhere.
 * @param entries in the order of the file; a key may stand twice, which is a fault.
 */
public record SettingsFile(String file, List<Entry> entries) {
    /** A backslash that a properties file drops: not doubled, and before nothing that it could escape. */
    private static final Pattern EATEN =
            Pattern.compile("^[^#!].*?(?<!\\\\)(?:\\\\\\\\)*\\\\([a-zA-Z0-9&&[^ntrfu]])", Pattern.DOTALL);

    private static final Pattern PARTED = Pattern.compile("\\s*([\\w.-]+ +[\\w.-]+)\\s*=");

    /** A key with its value, and where it stands. */
    public record Entry(String key, String value, int line) {}

    /** That nothing is set. */
    static final SettingsFile EMPTY = new SettingsFile("", List.of());

    /** Settings that come from no file. */
    public static SettingsFile of(Properties properties) {
        List<Entry> entries = new ArrayList<>();
        for (String key : properties.stringPropertyNames()) {
            entries.add(new Entry(key, properties.getProperty(key).strip(), 0));
        }
        entries.sort(Comparator.comparing(Entry::key));
        return new SettingsFile("", entries);
    }

    /**
     * Reads a file; nothing is set where it is missing.
     *
     * @throws SettingsException it cannot be read, or is no text.
     */
    public static SettingsFile read(Path path) throws SettingsException {
        if (!Files.exists(path)) {
            return EMPTY;
        }
        List<Entry> entries = new ArrayList<>();
        List<String> lines = TextFile.lines(path);
        for (int i = 0; i < lines.size(); i++) {
            int first = i;
            StringBuilder whole = new StringBuilder(lines.get(i));
            while (isContinued(whole) && i + 1 < lines.size() && !isComment(lines.get(first))) {
                i++;
                whole.append('\n').append(lines.get(i));
            }
            add(path, first + 1, whole.toString(), entries);
        }
        return new SettingsFile(path.toString(), entries);
    }

    /** Whether a line says nothing. */
    public static boolean isComment(String line) {
        return line.strip().startsWith("#") || line.strip().startsWith("!");
    }

    /** Whether the next line belongs to this one: it ends with an odd number of backslashes. */
    public static boolean isContinued(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void add(Path path, int line, String text, List<Entry> entries) throws SettingsException {
        Properties one = new Properties();
        try {
            one.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(List.of(
                    path + ":" + line + ": must have four hexadecimal digits behind \\u. Write the letter itself"));
        }
        Matcher eaten = EATEN.matcher(text);
        if (eaten.find()) {
            throw new SettingsException(List.of(path + ":" + line + ": " + "a backslash before " + eaten.group(1)
                    + " is lost: write / in paths, or two backslashes for one"));
        }
        Matcher parted = PARTED.matcher(text);
        if (parted.lookingAt()) { // which Java would take for a key and its value
            entries.add(new Entry(parted.group(1), text.substring(parted.end()).strip(), line));
            return;
        }
        for (String key : one.stringPropertyNames()) {
            entries.add(new Entry(key, one.getProperty(key).strip(), line));
        }
    }

    /** The value of each key, in the order of the file; where one stands twice the last, which Java would take. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        entries.forEach(entry -> values.put(entry.key(), entry.value()));
        return values;
    }

    /** The last entry of a key, which is the one that Java would take. */
    public Optional<Entry> find(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).reduce((first, last) -> last);
    }

    /** {@code file:line: }, as far as they are known. */
    public String place(String key) {
        return find(key)
                .filter(entry -> entry.line() > 0)
                .map(entry -> file + ":" + entry.line() + ": ")
                .orElse("");
    }
}
