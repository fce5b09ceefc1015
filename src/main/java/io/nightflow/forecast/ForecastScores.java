package io.nightflow.forecast;

import io.nightflow.forecast.ScoreRecords.Score;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How wrong each way to forecast is, and would have been: of an hour that has ended, what it says at the start of that hour
 * and 24 hours before. Both are made anew from the means that lay before, so nothing of it needs to be remembered.
 */
final class ForecastScores {
    private static final Logger LOG = LoggerFactory.getLogger(ForecastScores.class);
    private static final int HOURS_MIN = 24;
    private static final int DAY_MINUTES = 1_440;
    private static final int SENSOR_HOURS_MAX = 4_000;
    private static final int[] STRIDES = {1, 5, 7, 11, 19, 25, 49, 97, 167}; // each meets all hours of the day
    private static final int[] LEADS_MINUTES = {0, DAY_MINUTES};

    private final HourlyHistory history;
    private final HourCalendar calendar;

    ForecastScores(HourlyHistory history, HourCalendar calendar) {
        this.history = history;
        this.calendar = calendar;
    }

    /** The scores of one hour, of all baselines and of the model where there is one. */
    List<Score> of(Minute hour, Quantity quantity, Optional<LstmModel> model) {
        List<SensorId> sensors = history.sensors().stream()
                .filter(sensor -> !Double.isNaN(history.at(sensor, quantity, hour)))
                .toList();
        Map<SensorId, Map<String, Double>> errors = new HashMap<>();
        for (int lead : LEADS_MINUTES) {
            addErrors(errors, sensors, hour, hour.plus(-lead), quantity, model);
        }
        List<Score> scores = new ArrayList<>();
        for (SensorId sensor : sensors) {
            errors.getOrDefault(sensor, Map.of()).forEach((way, error) -> {
                if (!Double.isNaN(error)) {
                    scores.add(new Score(sensor, quantity, way, 1, error));
                }
            });
        }
        return scores;
    }

    private void addErrors(
            Map<SensorId, Map<String, Double>> errors,
            List<SensorId> sensors,
            Minute hour,
            Minute origin,
            Quantity quantity,
            Optional<LstmModel> model) {
        List<Window> windows = sensors.stream()
                .map(sensor -> history.window(sensor, quantity, origin))
                .toList();
        List<WeekAhead> ofModel = ask(model, windows, calendar);
        int ahead = history.ahead(origin, hour);
        for (int i = 0; i < sensors.size(); i++) {
            Map<String, Double> ofSensor = errors.computeIfAbsent(sensors.get(i), sensor -> new TreeMap<>());
            double actual = history.at(sensors.get(i), quantity, hour);
            for (NaiveForecast baseline : NaiveForecast.values()) {
                add(ofSensor, baseline.word(), baseline.at(windows.get(i), ahead) - actual);
            }
            if (model.isPresent()) {
                add(ofSensor, model.get().word(), ofModel.get(i).mean()[ahead] - actual);
            }
        }
    }

    /** What the model says of each window; where it fails it knows nothing, and a baseline is served. */
    static List<WeekAhead> ask(Optional<LstmModel> model, List<Window> windows, HourCalendar calendar) {
        try {
            if (model.isPresent()) {
                return model.get().forecast(windows, calendar);
            }
        } catch (IllegalStateException e) {
            LOG.warn("{}. Baselines are served instead", e.getMessage());
        }
        return Collections.nCopies(windows.size(), WeekAhead.UNKNOWN);
    }

    private static void add(Map<String, Double> errors, String way, double error) {
        errors.merge(way, Math.abs(error) / LEADS_MINUTES.length, Double::sum);
    }

    /** The scores of the 28 days before an hour; of many sensors not every hour is taken. */
    Map<Minute, List<Score>> ofLastDays(Minute now, Quantity quantity, Optional<LstmModel> model) {
        Map<Minute, List<Score>> scores = new TreeMap<>();
        int stride = stride();
        for (int back = 1; back <= HourlyHistory.SCORED_HOURS; back += stride) {
            Minute hour = now.plus(-60L * back);
            List<Score> ofHour = of(hour, quantity, model);
            if (!ofHour.isEmpty()) {
                scores.put(hour, ofHour);
            }
        }
        return scores;
    }

    private int stride() {
        for (int stride : STRIDES) {
            if ((long) history.sensors().size() * HourlyHistory.SCORED_HOURS / stride <= SENSOR_HOURS_MAX) {
                return stride;
            }
        }
        return STRIDES[STRIDES.length - 1];
    }

    /** The ways to forecast each sensor's quantity, best first, by the scores of the last 28 days. */
    static Map<SensorId, ForecasterRanking> ranked(
            ScoreRecords store, Minute now, Quantity quantity, Iterable<SensorId> sensors, Optional<String> model) {
        Map<SensorId, Map<String, Double>> errors = new HashMap<>();
        for (Score score : store.since(now.plus(-60L * HourlyHistory.SCORED_HOURS))) {
            if (score.quantity() == quantity && score.hours() >= HOURS_MIN) {
                errors.computeIfAbsent(score.sensor(), sensor -> new HashMap<>())
                        .put(score.forecast(), score.mean());
            }
        }
        Map<SensorId, ForecasterRanking> ranked = new HashMap<>();
        for (SensorId sensor : sensors) {
            ranked.put(sensor, ForecasterRanking.ranked(errors.getOrDefault(sensor, Map.of()), model));
        }
        return ranked;
    }

    /**
     * A way's error over that of last week's same hour, on the hours that both were scored on; the mean of all sensors, NaN
     * where there is none.
     */
    static double relative(Map<Minute, List<Score>> scores, String way) {
        Map<SensorId, double[]> sums = new HashMap<>();
        for (List<Score> hour : scores.values()) {
            Map<SensorId, Double> ofLastWeek = errors(hour, NaiveForecast.LAST_WEEK.word());
            errors(hour, way).forEach((sensor, error) -> {
                if (ofLastWeek.containsKey(sensor)) {
                    double[] sum = sums.computeIfAbsent(sensor, each -> new double[2]);
                    sum[0] += error;
                    sum[1] += ofLastWeek.getOrDefault(sensor, 0.0);
                }
            });
        }
        return sums.values().stream()
                .filter(sum -> sum[1] > 0)
                .mapToDouble(sum -> sum[0] / sum[1])
                .average()
                .orElse(Double.NaN);
    }

    private static Map<SensorId, Double> errors(List<Score> hour, String way) {
        Map<SensorId, Double> errors = new HashMap<>();
        for (Score score : hour) {
            if (score.forecast().equals(way)) {
                errors.put(score.sensor(), score.error());
            }
        }
        return errors;
    }
}
