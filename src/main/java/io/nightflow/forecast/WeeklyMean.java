package io.nightflow.forecast;

import java.util.List;

/** The forecast of an hour as the mean of the same hour of the last 4 weeks; 0 with less than two weeks of history. */
public final class WeeklyMean {
    /** The name under which the forecast is stored. */
    public static final String MODEL = "mean-of-4-weeks";

    /** How many weeks are looked at. */
    public static final int WEEKS = 4;

    private static final int WEEKS_MIN = 2;

    private WeeklyMean() {}

    /**
     * Forecasts an hour.
     *
     * @param weeks the mean of the same hour 1, 2, 3 and 4 weeks ago; NaN where there is none.
     * @return in the unit of the means; 0 where the sensor has no value two weeks ago or earlier.
     */
    public static double of(List<Double> weeks) {
        boolean twoWeeks = weeks.stream().skip(WEEKS_MIN - 1).anyMatch(mean -> !mean.isNaN());
        return twoWeeks
                ? weeks.stream()
                        .filter(mean -> !mean.isNaN())
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0)
                : 0;
    }
}
