package io.nightflow.detect.series;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The features of a row, by that row and those before it. */
final class Features {
    private static final long DAY = 86_400;
    private static final int DAYS = 5;
    private static final int WEEKS = 3;
    private static final int SHORT = 24;
    private static final int LONG = 72;
    private static final long HOUR = 3_600;
    private static final int HOUR_ROWS = 60;
    private static final double GAP_STEPS = 3;
    private static final double STEP_FOLLOWS = 1.1;

    private final TimeSlots day = new TimeSlots(DAY, DAYS);
    private final TimeSlots week = new TimeSlots(7 * DAY, WEEKS);
    private final LastRows shortRows = new LastRows(SHORT);
    private final LastRows longRows = new LastRows(LONG);
    private final Deque<double[]> hour = new ArrayDeque<>();
    private long lastSecond;
    private double lastValue = Double.NaN;
    private double step = Double.NaN;

    /**
     * Takes a row in; a feature that is not there yet is NaN.
     *
     * @param second of its local time.
     * @param least what counts as no spread at all.
     */
    double[] of(long second, double value, double least) {
        double[] features = new double[Feature.values().length];
        Arrays.fill(features, Double.NaN);
        features[Feature.VALUE.ordinal()] = value;
        double ofDay = value - day.usual(second);
        features[Feature.OF_DAY.ordinal()] = ofDay;
        features[Feature.OF_HOUR.ordinal()] = Double.isNaN(ofDay) ? ofDay : lastHour(second, ofDay);
        features[Feature.OF_WEEK.ordinal()] = value - week.usual(second);
        shortRows.add(value);
        longRows.add(value);
        if (shortRows.isFull()) {
            features[Feature.MEAN_24.ordinal()] = shortRows.mean();
            features[Feature.SPREAD.ordinal()] = Math.log(shortRows.deviation() + least);
        }
        if (longRows.isFull()) {
            features[Feature.MEAN_72.ordinal()] = longRows.mean();
        }
        if (!Double.isNaN(lastValue)) {
            double passed = second - lastSecond;
            follow(passed);
            features[Feature.STEP.ordinal()] = passed <= GAP_STEPS * step ? value - lastValue : Double.NaN;
        }
        lastSecond = second;
        lastValue = value;
        day.learn(second, value);
        week.learn(second, value);
        return features;
    }

    private double lastHour(long second, double ofDay) {
        hour.addLast(new double[] {second, ofDay});
        while (hour.getFirst()[0] <= second - HOUR || hour.size() > HOUR_ROWS) {
            hour.removeFirst();
        }
        return hour.stream().mapToDouble(row -> row[1]).average().orElse(ofDay);
    }

    /** The usual seconds from row to row. */
    private void follow(double passed) {
        if (Double.isNaN(step)) {
            step = passed;
        } else if (passed > step) {
            step *= STEP_FOLLOWS;
        } else if (passed < step) {
            step = Math.max(1, step / STEP_FOLLOWS);
        }
    }
}
