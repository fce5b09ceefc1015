package io.nightflow.forecast;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.util.List;

/** Makes the row that goes out for the forecast of a week. */
@FunctionalInterface
public interface WeekRows {
    /** Its row, empty for none; {@code means} are those of the hour of the next 7 days. */
    String row(SensorId sensor, Minute hour, Quantity quantity, List<Double> means);
}
