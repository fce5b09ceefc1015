package io.nightflow.forecast;

import io.nightflow.forecast.CourseRecords.Course;
import io.nightflow.forecast.ScoreRecords.Score;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was forecast last.
 *
 * @param madeAt the hour, as text; {@code never} before the first.
 * @param models that run, a quantity and a version each.
 * @param served what is said of each quantity.
 */
public record ForecastReport(String madeAt, List<String> models, Map<Quantity, Served> served) {
    static final ForecastReport NONE = new ForecastReport("never", List.of(), Map.of());

    /**
     * How a quantity is forecast.
     *
     * @param sensors how many sensors each way to forecast serves: {@code lstm-1a2b3c4d 98, last-week 2}.
     * @param errorPercent the error of what is served over that of last week's same hour, in the last 28 days, mean of the
     *     sensors, percent; NaN before both were scored.
     */
    public record Served(String sensors, double errorPercent) {
        static final Served NONE = new Served("none", Double.NaN);
    }

    static ForecastReport of(
            Minute madeAt, List<String> models, Map<SensorId, Map<Quantity, Course>> courses, List<Score> scores) {
        Map<Quantity, Served> served = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            Map<SensorId, String> ways = new TreeMap<>();
            courses.forEach((sensor, ofSensor) -> {
                Course course = ofSensor.get(quantity);
                if (course != null) {
                    ways.put(sensor, course.model());
                }
            });
            served.put(quantity, new Served(counts(ways), errorPercent(ways, quantity, scores)));
        }
        return new ForecastReport(madeAt.toString(), models, Map.copyOf(served));
    }

    /** The same once other models run: they forecast from the next hour on. */
    ForecastReport running(List<String> others) {
        return new ForecastReport(madeAt, others, served);
    }

    /** What is said of a quantity. */
    public Served served(Quantity quantity) {
        return served.getOrDefault(quantity, Served.NONE);
    }

    private static String counts(Map<SensorId, String> ways) {
        Map<String, Long> counts =
                ways.values().stream().collect(Collectors.groupingBy(way -> way, TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? Served.NONE.sensors()
                : counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static double errorPercent(Map<SensorId, String> ways, Quantity quantity, List<Score> scores) {
        Map<SensorId, Double> ofServed = new HashMap<>();
        Map<SensorId, Double> ofLastWeek = new HashMap<>();
        for (Score score : scores) {
            if (score.quantity() == quantity) {
                if (score.forecast().equals(ways.get(score.sensor()))) {
                    ofServed.put(score.sensor(), score.mean());
                }
                if (score.forecast().equals(NaiveForecast.LAST_WEEK.word())) {
                    ofLastWeek.put(score.sensor(), score.mean());
                }
            }
        }
        return ofServed.entrySet().stream()
                .filter(entry -> ofLastWeek.getOrDefault(entry.getKey(), 0.0) > 0)
                .mapToDouble(entry -> 100 * entry.getValue() / ofLastWeek.getOrDefault(entry.getKey(), 1.0))
                .average()
                .orElse(Double.NaN);
    }
}
