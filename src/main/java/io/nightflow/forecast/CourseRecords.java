package io.nightflow.forecast;

import io.nightflow.reading.Forecast;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where forecasts are kept. */
public interface CourseRecords {
    /**
     * What is expected of one quantity of a sensor.
     *
     * @param model the name of the way to forecast.
     * @param hours from the origin on, one an hour.
     */
    record Course(String model, List<Forecast> hours) {
        /** Nothing is known. */
        public static final Course NONE = new Course("none", List.of());

        /** Of an hour from the origin on. */
        public Forecast at(int hour) {
            return hour < hours.size() ? hours.get(hour) : Forecast.NONE;
        }
    }

    /**
     * One run.
     *
     * @param madeAt the hour at whose start it was made.
     * @param courses by sensor and quantity; a missing one is {@link Course#NONE}.
     * @param hours how many of the hours ahead are stored as the newest: all, or only the first one where newer runs follow.
     * @param rows for the device, none where newer runs follow.
     * @param scores of the hour before.
     */
    record Run(
            Minute madeAt,
            Map<SensorId, Map<Quantity, Course>> courses,
            int hours,
            List<String> rows,
            List<ScoreRecords.Score> scores) {}

    /** The last hour for which forecasts were made; empty before the first. */
    Optional<Minute> doneThrough();

    /** Keeps what was forecast, and that its hour is done; puts the rows on their way. */
    CompletableFuture<Integer> save(Run run);
}
