package io.nightflow.collect;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Counts what was dropped, by reason, and tells it in one line when asked, which is once a minute: bad input is never
 * fatal and never floods the log. Thread-safe.
 */
public final class Rejections {
    private static final int NAMES_MAX = 5;
    private static final int SAMPLE_MAX = 80;

    private final String where;
    private final Map<String, Long> totals = new TreeMap<>();
    private final Map<String, Long> untold = new TreeMap<>();
    private Map<String, Long> lastMinute = Map.of();
    private String sample = "";
    private long accepted;
    private boolean acceptedNone;
    private final Set<String> names = new TreeSet<>();

    /** Counts for one place, which starts its line in the log. */
    public Rejections(String where) {
        this.where = where;
    }

    /** Counts one. */
    public synchronized void count(String reason) {
        totals.merge(reason, 1L, Long::sum);
        untold.merge(reason, 1L, Long::sum);
    }

    /** Counts one and names it; of many names only the first few are told. The name may be a piece of what came. */
    public synchronized void count(String reason, String name) {
        count(reason);
        sample = printable(name);
        if (names.size() < NAMES_MAX) {
            names.add(printable(name));
        }
    }

    /** Counts what was taken. */
    public synchronized void accepted(long count) {
        accepted += count;
    }

    /**
     * What came between the last two reports, where it was dropped to the last one: reasons and one of it, as it can stand in a
     * log; empty where something was taken, or nothing came.
     */
    public synchronized Optional<String> droppedAll() {
        return acceptedNone && !lastMinute.isEmpty()
                ? Optional.of(String.join(", ", lastMinute.keySet()) + ", such as '" + sample + "'")
                : Optional.empty();
    }

    /** The beginning of a text that may be anything, as it can stand in a log. */
    public static String printable(String text) {
        String start = text.length() > SAMPLE_MAX ? text.substring(0, SAMPLE_MAX) + ".." : text;
        return start.replaceAll("[^ -~]", "?");
    }

    /** Counts by reason since the start. */
    public synchronized Map<String, Long> totals() {
        return new TreeMap<>(totals);
    }

    /** Counts by reason between the last two reports. */
    public synchronized Map<String, Long> lastMinute() {
        return lastMinute;
    }

    /** How many since the start. */
    public synchronized long total() {
        return totals.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Hands over one line about what came since the last call; nothing where nothing came. */
    public synchronized void report(Consumer<String> log) {
        lastMinute = new TreeMap<>(untold);
        acceptedNone = accepted == 0;
        accepted = 0;
        if (untold.isEmpty()) {
            return;
        }
        long sum = untold.values().stream().mapToLong(Long::longValue).sum();
        StringBuilder line = new StringBuilder(where + ": " + sum + " dropped in the last minute: ");
        untold.forEach(
                (reason, count) -> line.append(reason).append(' ').append(count).append(", "));
        line.setLength(line.length() - 2);
        if (!names.isEmpty()) {
            line.append(" (").append(String.join(", ", names)).append(names.size() == NAMES_MAX ? ", ..)" : ")");
        }
        untold.clear();
        names.clear();
        log.accept(line.toString());
    }
}
