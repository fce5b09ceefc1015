package io.nightflow.detect;

import io.nightflow.reading.Answer;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.util.List;

/** What is known of one sensor besides its readings. */
public interface SensorFacts {
    /** The mean that was forecast for an hour at its start, as the device gets it; 0 where there is none. */
    double atHour(Quantity quantity, Minute hour);

    /** The mean that was forecast for an hour the day before; NaN where there is none. */
    double dayBefore(Quantity quantity, Minute hour);

    /** What people have said of its nights. */
    List<Answer> answers(SensorId sensor);

    /** Its nights before a day, the newest first. */
    List<Night> nights(SensorId sensor, long beforeDay);
}
