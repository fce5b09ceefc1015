package io.nightflow.settings;

import io.nightflow.reading.SensorId;
import java.util.HashMap;
import java.util.Map;

/** What lists call sensors and zones for people: any text in any script, a line of it. */
final class Labels {
    static final String COLUMN = "label";
    private static final int LENGTH_MAX = 80;

    /** Whom to tell of a fault. */
    interface Faults {
        void add(int line, String rule, String got);
    }

    private final Map<SensorId, String> labels = new HashMap<>();
    private final Faults faults;

    Labels(Faults faults) {
        this.faults = faults;
    }

    /** Adds one; a blank one is none, and the first of several of an id holds. */
    void add(int line, SensorId id, String label) {
        boolean unreadable = label.codePoints()
                .anyMatch(each -> Character.isISOControl(each)
                        || Character.getType(each) == Character.FORMAT); // it could turn the text around it
        if (label.length() > LENGTH_MAX || unreadable) {
            faults.add(
                    line,
                    COLUMN + ": must be at most " + LENGTH_MAX + " characters that can be seen",
                    label.replaceAll("[\\p{Cc}\\p{Cf}]", "?"));
        } else if (!label.isBlank()) {
            labels.putIfAbsent(id, label.strip());
        }
    }

    /** All of them. */
    Map<SensorId, String> all() {
        return labels;
    }
}
