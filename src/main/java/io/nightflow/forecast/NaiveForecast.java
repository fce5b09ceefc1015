package io.nightflow.forecast;

import java.util.Arrays;
import java.util.Optional;

/** Forecasts that need no model, and that a model must beat. */
public enum NaiveForecast {
    /** Every hour like the last one. */
    LAST_HOUR("last-hour") {
        @Override
        public double at(Window window, int hour) {
            return window.value(-1);
        }
    },
    /** The same hour of the last day. */
    YESTERDAY("yesterday") {
        @Override
        public double at(Window window, int hour) {
            return window.value(hour % DAY - DAY);
        }
    },
    /** The same hour of the last week. */
    LAST_WEEK("last-week") {
        @Override
        public double at(Window window, int hour) {
            return window.value(hour - Window.WEEK);
        }
    },
    /** The mean of the same hour of the last 4 weeks. */
    MEAN_OF_4_WEEKS("mean-of-4-weeks") {
        @Override
        public double at(Window window, int hour) {
            return window.usual(hour);
        }
    },
    /** That mean and 0.95^h of how far the last 6 hours were from it, h from 1. */
    CORRECTED_MEAN("corrected-mean") {
        @Override
        public double at(Window window, int hour) {
            return window.usual(hour) + Math.pow(FADING, hour + 1.0) * lastSixHours(window);
        }
    };

    private static final int DAY = 24;
    private static final int LEVEL_HOURS = 6;
    private static final double FADING = 0.95;

    private final String word;

    NaiveForecast(String word) {
        this.word = word;
    }

    /** The name under which its forecasts are stored. */
    public String word() {
        return word;
    }

    /** The mean that it expects of an hour ahead, 0 to 167; NaN where it knows nothing. */
    public abstract double at(Window window, int hour);

    /** The baseline of this name. */
    static Optional<NaiveForecast> find(String word) {
        return Arrays.stream(values())
                .filter(baseline -> baseline.word.equals(word))
                .findFirst();
    }

    private static double lastSixHours(Window window) {
        double sum = 0;
        for (int hour = -LEVEL_HOURS; hour < 0; hour++) {
            sum += window.deviation(hour);
        }
        return sum / LEVEL_HOURS;
    }
}
