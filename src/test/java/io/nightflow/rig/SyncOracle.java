package io.nightflow.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code strace -f -y} wrote of a gateway: for each file that got its name in {@code ready/}, its fsync came
 * before the rename, and an fsync of {@code ready/} after it and before the next rename (a put is acknowledged before the
 * next one starts).
 */
final class SyncOracle {
    private static final Pattern LINE = Pattern.compile("^(\\d+) +(.*)$");
    private static final Pattern FSYNC = Pattern.compile("^fsync\\(\\d+<([^>]+)>\\) += 0.*");
    private static final Pattern RENAME =
            Pattern.compile("^rename\\(\"([^\"]+)\", \"([^\"]+/ready/[^\"]+)\"\\) += 0.*");
    private static final Pattern RESUMED = Pattern.compile("^<\\.\\.\\. \\w+ resumed>(.*)$");

    private final Map<String, String> unfinished = new HashMap<>();
    private final Set<String> synced = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private String waitingFor = "";
    private String waitingName = "";
    private int puts;

    /** Reads a trace. */
    static SyncOracle read(Path trace) throws IOException {
        SyncOracle oracle = new SyncOracle();
        for (String line : Files.readAllLines(trace)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                oracle.call(matcher.group(1), matcher.group(2));
            }
        }
        oracle.directoryMustBeSynced();
        return oracle;
    }

    int puts() {
        return puts;
    }

    List<String> violations() {
        return violations;
    }

    private void call(String thread, String text) {
        int cut = text.indexOf(" <unfinished ...>");
        if (cut >= 0) {
            unfinished.put(thread, text.substring(0, cut));
            return;
        }
        Matcher resumed = RESUMED.matcher(text);
        String whole = resumed.matches() ? unfinished.getOrDefault(thread, "") + resumed.group(1) : text;
        Matcher fsync = FSYNC.matcher(whole);
        Matcher rename = RENAME.matcher(whole);
        if (fsync.matches()) {
            synced.add(fsync.group(1));
            waitingFor = fsync.group(1).equals(waitingFor) ? "" : waitingFor;
        } else if (rename.matches()) {
            named(rename.group(1), rename.group(2));
        }
    }

    private void named(String tmp, String name) {
        puts++;
        directoryMustBeSynced();
        if (!synced.remove(tmp)) {
            violations.add(name + " got its name before its content was fsynced");
        }
        waitingFor = name.substring(0, name.lastIndexOf('/'));
        waitingName = name;
    }

    private void directoryMustBeSynced() {
        if (!waitingFor.isEmpty()) {
            violations.add(waitingName + " was acknowledged before its directory was fsynced");
        }
        waitingFor = "";
    }
}
