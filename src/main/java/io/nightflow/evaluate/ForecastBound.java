package io.nightflow.evaluate;

import io.nightflow.detect.Regression;
import io.nightflow.detect.WeekClock;
import java.util.Arrays;

/**
 * What flow alone can tell of a burst of an hour: how wrong a forecast of the next hour is that knows all hours before it.
 * The forecast is the mean of this hour of the week, a new week counting 1/6, leaning by a quarter on all days, and of its
 * residuals the last two, yesterday's and the mean of a day, weighed by least squares as they come.
 *
 * @param error mean absolute error of the forecast of the next hour, as a share of the mean flow.
 * @param found share of hours that a burst of 20 % of the mean flow lifts over the threshold which the errors pass once a
 *     week.
 */
record ForecastBound(double error, double found) {
    private static final int DAY = 24;
    private static final double WEEK_SHARE = 1 / 6.0;
    private static final double OWN = 0.75;
    private static final double CLIP = 0.2;
    private static final double BURST = 0.2;
    private static final double WEEKLY = 1 - 1.0 / WeekClock.HOURS;

    /** Of the hours of a span; the forecast learns from all hours before it. */
    static ForecastBound of(HourlyDemand demand, Span report, WeekClock clock) {
        double mean = demand.mean(demand.first(), demand.end());
        double[] errors = errors(demand, mean, clock);
        double[] wrong = Arrays.stream(errors, demand.index(report.from()), demand.index(report.to()))
                .filter(each -> !Double.isNaN(each))
                .toArray();
        if (wrong.length == 0) {
            return new ForecastBound(Double.NaN, Double.NaN);
        }
        double[] sizes = Arrays.stream(wrong).map(Math::abs).sorted().toArray();
        double threshold = sizes[(int) (WEEKLY * (sizes.length - 1))];
        long found =
                Arrays.stream(wrong).filter(each -> each + BURST > threshold).count();
        return new ForecastBound(Arrays.stream(sizes).average().orElse(Double.NaN), found / (double) wrong.length);
    }

    /** Of each hour, over the mean flow. */
    private static double[] errors(HourlyDemand demand, double mean, WeekClock clock) {
        int hours = demand.flows().length;
        double[] residuals = new double[hours];
        double[] errors = new double[hours];
        Arrays.fill(errors, Double.NaN);
        double[] week = new double[WeekClock.HOURS];
        double[] day = new double[DAY];
        Arrays.fill(week, Double.NaN);
        Arrays.fill(day, Double.NaN);
        Regression regression = new Regression();
        for (int i = 0; i < hours; i++) {
            int hour = clock.hour(demand.first().plus(60L * i).epochSecond());
            double flow = demand.flows()[i] / mean;
            residuals[i] = flow - (OWN * week[hour] + (1 - OWN) * day[hour % DAY]);
            double[] before = before(residuals, i);
            if (before.length > 0 && !Double.isNaN(residuals[i])) {
                double expected = regression.expected(before);
                errors[i] = residuals[i] - expected;
                regression.learn(before, CLIP / 2, expected + Math.max(-CLIP, Math.min(CLIP, errors[i])));
            }
            week[hour] = follow(week[hour], flow, WEEK_SHARE);
            day[hour % DAY] = follow(day[hour % DAY], flow, WEEK_SHARE / 3);
        }
        return errors;
    }

    /** What explains the residual of an hour; empty where something is missing. */
    private static double[] before(double[] residuals, int hour) {
        if (hour < DAY) {
            return new double[0];
        }
        double[] day = Arrays.stream(residuals, hour - DAY, hour)
                .filter(each -> !Double.isNaN(each))
                .toArray();
        double[] before = {
            residuals[hour - 1],
            Arrays.stream(day).average().orElse(Double.NaN),
            residuals[hour - 2],
            residuals[hour - DAY]
        };
        return Arrays.stream(before).anyMatch(Double::isNaN) ? new double[0] : before;
    }

    private static double follow(double usual, double flow, double share) {
        if (Double.isNaN(flow)) {
            return usual;
        }
        return Double.isNaN(usual) ? flow : usual + (flow - usual) * share;
    }
}
