package io.nightflow.forecast;

import java.util.Arrays;

/**
 * What is known of a series at an origin: the hours before it, with gaps filled, and what is usual in its hours before and
 * ahead (the mean of the same hour of the 4 weeks before). Hours are counted from the origin: -1 is the last one before it,
 * 0 the first one ahead.
 */
public final class Window {
    /** Hours ahead. */
    public static final int AHEAD = 168;

    /** Hours before the origin that are looked at. */
    public static final int HISTORY = 36 * 24;

    /** More missing hours of the last week make a forecast by a model worthless. */
    public static final int MISSING_MAX = 33;

    static final int WEEK = 168;
    static final int WEEKS = 4;
    static final int USUAL_BEFORE = WEEK + 24;
    private static final int INTERPOLATED_MAX = 3;
    private static final double FLOOR_SHARE = 0.02;
    private static final double SMALLEST = 1e-6;

    private final long origin;
    private final double[] values;
    private final double[] usual;
    private int interpolated;
    private int fromLastWeek;
    private int missing;

    private Window(long origin, double[] values) {
        this.origin = origin;
        this.values = values;
        usual = new double[USUAL_BEFORE + AHEAD + 1];
    }

    /** At the start of a local hour. */
    public static Window at(HourlySeries series, long origin) {
        double[] values = new double[HISTORY];
        for (int i = 0; i < HISTORY; i++) {
            values[i] = series.at(origin - HISTORY + i);
        }
        Window window = new Window(origin, values);
        window.fill();
        for (int i = 0; i < window.usual.length; i++) {
            window.usual[i] = window.meanOfWeeks(i - USUAL_BEFORE);
        }
        return window;
    }

    private void fill() {
        for (int i = HISTORY - WEEK; i < HISTORY; i++) {
            missing += Double.isNaN(values[i]) ? 1 : 0;
        }
        for (int from = 0; from < HISTORY; from++) {
            if (Double.isNaN(values[from])) {
                int to = from;
                while (to < HISTORY && Double.isNaN(values[to])) {
                    to++;
                }
                fillGap(from, to);
                from = to;
            }
        }
    }

    private void fillGap(int from, int to) {
        if (from > 0 && to < HISTORY && to - from <= INTERPOLATED_MAX && !Double.isNaN(values[from - 1])) {
            double step = (values[to] - values[from - 1]) / (to - from + 1);
            for (int i = from; i < to; i++) {
                values[i] = values[i - 1] + step;
            }
            interpolated += Math.max(0, to - Math.max(from, HISTORY - WEEK));
            return;
        }
        for (int i = Math.max(from, WEEK); i < to; i++) {
            values[i] = values[i - WEEK];
            fromLastWeek += i >= HISTORY - WEEK && !Double.isNaN(values[i]) ? 1 : 0;
        }
    }

    private double meanOfWeeks(int hour) {
        double sum = 0;
        int count = 0;
        for (int week = 1; week <= WEEKS; week++) {
            double value = hour - week * WEEK < 0 ? value(hour - week * WEEK) : Double.NaN;
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** The local hour that comes first. */
    public long origin() {
        return origin;
    }

    /** The mean of an hour before the origin, filled where there was none; NaN where nothing is known. */
    public double value(int hour) {
        int index = HISTORY + hour;
        return index < 0 ? Double.NaN : values[index];
    }

    /** The mean of the same hour of the 4 weeks before, of what is known of them; hours from -192 to 168. */
    public double usual(int hour) {
        return usual[USUAL_BEFORE + hour];
    }

    /** How far an hour was from what was usual. */
    double deviation(int hour) {
        return value(hour) - usual(hour);
    }

    /** Hours of the last week that lie on a straight line between their neighbours. */
    public int interpolated() {
        return interpolated;
    }

    /** Hours of the last week that were taken from the week before. */
    public int fromLastWeek() {
        return fromLastWeek;
    }

    /** Whether a model can be asked: two weeks are known, a fifth of the last one at most is missing. */
    public boolean isEnough() {
        if (missing > MISSING_MAX) {
            return false;
        }
        for (int hour = -2 * WEEK; hour < 0; hour++) {
            if (Double.isNaN(value(hour))) {
                return false;
            }
        }
        return true;
    }

    boolean isNeverNegative() {
        return Arrays.stream(values).noneMatch(value -> value < 0);
    }

    /** Mean of the last week. */
    double level() {
        return Arrays.stream(values, HISTORY - WEEK, HISTORY).sum() / WEEK;
    }

    /** Mean distance of the last week's hours from their level, at least 2 % of it. */
    double swing(double level) {
        double sum = 0;
        for (int hour = -WEEK; hour < 0; hour++) {
            sum += Math.abs(value(hour) - level);
        }
        return Math.max(sum / WEEK, FLOOR_SHARE * Math.abs(level)) + SMALLEST;
    }

    /** The spread in which a model measures: mean distance of the last week from what was usual, at least 2 % of it. */
    public double spread() {
        double stray = 0;
        double size = 0;
        for (int hour = -WEEK; hour < 0; hour++) {
            stray += Math.abs(deviation(hour));
            size += Math.abs(value(hour));
        }
        return Math.max(stray, FLOOR_SHARE * size) / WEEK + SMALLEST;
    }
}
