package io.nightflow.deliver;

import io.nightflow.link.Message;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.util.List;

/** The forecast of a week as it is staged for the device: the hour of the next 7 days. */
public final class WeekRow {
    private WeekRow() {}

    /** Its row. */
    public static String of(SensorId sensor, Minute hour, Quantity quantity, List<Double> means) {
        return Message.WeekForecast.row(sensor, hour.epochSecond(), quantity.word(), means);
    }
}
