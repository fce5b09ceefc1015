package io.nightflow.evaluate;

import io.nightflow.forecast.ForecasterRanking;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.LstmModel;
import io.nightflow.forecast.ModelCard;
import io.nightflow.forecast.NaiveForecast;
import io.nightflow.forecast.SensorSeries;
import io.nightflow.forecast.WeekAhead;
import io.nightflow.forecast.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Errors of a model and of every baseline on the same hours: those that are known, and whose last week's same hour is known
 * as well. The mean error of each sensor is summed over the sensors and set against that of last week's same hour.
 */
public final class ForecastErrors {
    /** Hour 1, hours 1 to 24, hours 25 to 168. */
    private static final int GROUPS = 3;

    private static final int DAY = 24;
    private static final int WEEK = 168;

    private final HourCalendar calendar;
    private final LstmModel model;
    private final long to;
    private final List<String> ways = new ArrayList<>();
    private final Map<String, Sums> sensors = new LinkedHashMap<>();
    private final BandCoverage bands = new BandCoverage();

    private static final class Sums {
        final double[][] errors;
        final long[] counts = new long[GROUPS];

        Sums(int ways) {
            errors = new double[ways][GROUPS];
        }
    }

    /** Is told each forecast of the model. */
    @FunctionalInterface
    public interface Listener {
        /** The mean expected of local hour {@code origin + hour}. */
        void forecast(SensorSeries sensor, long origin, int hour, double mean);
    }

    /** Of a model; hours from local hour {@code to} on are not looked at. */
    public ForecastErrors(LstmModel model, HourCalendar calendar, long to) {
        this.model = model;
        this.calendar = calendar;
        this.to = to;
        ways.add(model.word());
        for (NaiveForecast baseline : NaiveForecast.values()) {
            ways.add(baseline.word());
        }
    }

    /** Adds the forecasts made at some local hours, where enough is known for the model. */
    public void add(SensorSeries sensor, List<Long> origins, Listener listener) {
        List<Window> windows = new ArrayList<>();
        for (long origin : origins) {
            Window window = sensor.window(origin);
            if (window.isEnough()) {
                windows.add(window);
            }
        }
        List<WeekAhead> ofModel = model.forecast(windows, calendar);
        Sums sums = sensors.computeIfAbsent(sensor.name(), name -> new Sums(ways.size()));
        for (int i = 0; i < windows.size(); i++) {
            add(sensor, windows.get(i), ofModel.get(i), sums);
            for (int hour = 0; hour < Window.AHEAD; hour++) {
                listener.forecast(
                        sensor, windows.get(i).origin(), hour, ofModel.get(i).mean()[hour]);
            }
        }
    }

    private void add(SensorSeries sensor, Window window, WeekAhead ofModel, Sums sums) {
        for (int hour = 0; hour < Window.AHEAD && window.origin() + hour < to; hour++) {
            double actual = sensor.at(window.origin() + hour);
            double lastWeek = sensor.at(window.origin() + hour - WEEK);
            if (Double.isNaN(actual) || Double.isNaN(lastWeek)) {
                continue;
            }
            add(sums, 0, hour, ofModel.mean()[hour] - actual);
            for (NaiveForecast baseline : NaiveForecast.values()) {
                double expected = baseline == NaiveForecast.LAST_WEEK ? lastWeek : baseline.at(window, hour);
                add(sums, 1 + baseline.ordinal(), hour, expected - actual);
            }
            sums.counts[0] += hour == 0 ? 1 : 0;
            sums.counts[hour < DAY ? 1 : 2]++;
            bands.add(sensor.name(), hour + 1, actual >= ofModel.low()[hour] && actual <= ofModel.high()[hour]);
        }
    }

    private static void add(Sums sums, int way, int hour, double error) {
        if (hour == 0) {
            sums.errors[way][0] += Math.abs(error);
        }
        sums.errors[way][hour < DAY ? 1 : 2] += Math.abs(error);
    }

    /** The errors of each way over those of last week's same hour, the best of hours 1 to 24 first. */
    public List<ModelCard.Score> scores() {
        List<ModelCard.Score> scores = new ArrayList<>();
        int lastWeek = ways.indexOf(NaiveForecast.LAST_WEEK.word());
        for (int way = 0; way < ways.size(); way++) {
            double[] relative = new double[GROUPS];
            for (int group = 0; group < GROUPS; group++) {
                double error = sum(way, group) / sum(lastWeek, group);
                relative[group] = Double.isNaN(error) ? error : Math.round(error * 1_000) / 1_000.0;
            }
            scores.add(new ModelCard.Score(ways.get(way), relative[0], relative[1], relative[2]));
        }
        scores.sort(Comparator.comparingDouble(ModelCard.Score::hours1to24));
        return scores;
    }

    private double sum(int way, int group) {
        return sensors.values().stream()
                .filter(sums -> sums.counts[group] > 0)
                .mapToDouble(sums -> sums.errors[way][group] / sums.counts[group])
                .sum();
    }

    /** How many hours could be scored. */
    public long hours() {
        return bands.hours();
    }

    /** The share of hours that lay within the model's band. */
    public double bandShare() {
        return bands.share();
    }

    /** The same by sensor and lead, as lines of a table. */
    public List<String> bandTable() {
        return bands.table();
    }

    /** The scores as lines of a table. */
    public static List<String> table(List<ModelCard.Score> scores) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%-18s %8s %12s %14s", "forecast", "hour 1", "hours 1-24", "hours 25-168"));
        for (ModelCard.Score score : scores) {
            lines.add(String.format(
                    "%-18s %8.3f %12.3f %14.3f",
                    score.forecast(), score.hour1(), score.hours1to24(), score.hours25to168()));
        }
        return lines;
    }

    /** Mean errors of each sensor in its unit: the model's and last week's, of hours 1 to 24 and 25 to 168. */
    public List<String> sensorTable() {
        List<String> lines = new ArrayList<>();
        int lastWeek = ways.indexOf(NaiveForecast.LAST_WEEK.word());
        lines.add(String.format(
                "%-18s %10s %10s %12s %12s", "sensor", "model 1-24", "last week", "model 25-168", "last week"));
        sensors.forEach((name, sums) -> lines.add(String.format(
                "%-18s %10.4f %10.4f %12.4f %12.4f",
                name, mean(sums, 0, 1), mean(sums, lastWeek, 1), mean(sums, 0, 2), mean(sums, lastWeek, 2))));
        lines.add(String.format(
                "%-18s %10.4f %10.4f %12.4f %12.4f", "sum", sum(0, 1), sum(lastWeek, 1), sum(0, 2), sum(lastWeek, 2)));
        return lines;
    }

    private static double mean(Sums sums, int way, int group) {
        return sums.errors[way][group] / sums.counts[group];
    }

    /** Whether a way is a model. */
    public static boolean isModel(ModelCard.Score score) {
        return score.forecast().startsWith(ForecasterRanking.MODEL_PREFIX);
    }
}
