package io.nightflow.table;

import java.util.HashMap;
import java.util.Map;

/** Whether a column of numbers never falls, as a register does. */
final class Rising {
    private static final int RISES_MIN = 10;
    private static final int RISES_SURE = 20;
    private static final int A_FALL = 20;
    private static final int TIMES = 3;
    private static final int FALLING = 5;
    private static final int SENSORS_MAX = 1_000;

    private final Map<String, Double> last = new HashMap<>();
    private long rises;
    private long falls;
    private long ones;
    private boolean isOne = true;
    private double first;
    private double newest;

    void look(String sensor, String text) {
        double value = text.indexOf(',') >= 0 && text.indexOf('.') < 0
                ? NumberForm.COMMA.parse(text)
                : NumberForm.POINT.parse(text);
        boolean isNone = Double.isNaN(value) || value == NumberForm.MALFORMED || value == 0; // noughts for nothing
        if (isNone || last.size() >= SENSORS_MAX) {
            return;
        }
        isOne &= value == 1;
        first = first == 0 ? value : first;
        newest = value;
        Double before = last.put(sensor, value);
        if (before != null) {
            ones += value == before + 1 ? 1 : 0;
            rises += value > before ? 1 : 0;
            falls += value < before ? 1 : 0;
        }
    }

    /** It goes both ways, and more often than by a change of the meter or a wrong value now and then. */
    boolean isFalling() {
        return Math.min(rises, falls) * FALLING > rises + falls;
    }

    /** Each is 1. */
    boolean isOne() {
        return isOne;
    }

    /** It counts the rows. */
    boolean isOfRows() {
        return rises > 1 && ones == rises && falls == 0;
    }

    /** It has gone one way only. */
    boolean neverFalls() {
        return Math.min(rises, falls) == 0;
    }

    /** It goes one way but for a change of the meter now and then, or a count of days; a file may go back in time. */
    boolean isRegister() {
        return Math.max(rises, falls) >= RISES_MIN && Math.min(rises, falls) * A_FALL <= Math.max(rises, falls);
    }

    /** Too few to tell a register from volumes that happened to rise: it has not counted on long before. */
    boolean mayBeVolumes() {
        boolean isSmall = Math.max(Math.abs(first), Math.abs(newest)) < TIMES * Math.abs(newest - first);
        return Math.max(rises, falls) < RISES_SURE && Math.max(rises, falls) > 1 && isSmall;
    }
}
