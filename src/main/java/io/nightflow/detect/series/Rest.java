package io.nightflow.detect.series;

/**
 * After a row that stood out nothing more is told for a while, unless it is twice as bad: half a day, or 180 rows and three
 * days at most. What stands out further within it lets the rest begin anew, for three days in all.
 */
final class Rest {
    private static final long HOUR = 3_600;
    private static final long SHORTEST = 12 * HOUR;
    private static final long LONGEST = 72 * HOUR;
    private static final int ROWS = 180;
    private static final double TWICE = 2;

    private final double noted;
    private final double alert;
    private long row;
    private long told = Long.MIN_VALUE;
    private long since;
    private long sinceRow;
    private double height;

    /** Rows below {@code noted} never tell anything; those from {@code alert} on let a rest begin anew. */
    Rest(double noted, double alert) {
        this.noted = noted;
        this.alert = alert;
    }

    /** Whether a row is told; to be asked once for each. */
    boolean tells(long second, double sum) {
        row++;
        if (sum < noted) {
            return false;
        }
        if (isOn(second) && sum < TWICE * height) {
            if (sum >= alert) {
                since = second;
                sinceRow = row;
            }
            return false;
        }
        told = second;
        since = second;
        sinceRow = row;
        height = sum;
        return true;
    }

    private boolean isOn(long second) {
        if (told == Long.MIN_VALUE || second - told >= LONGEST) {
            return false;
        }
        return second - since < SHORTEST || (second - since < LONGEST && row - sinceRow < ROWS);
    }
}
