package io.nightflow.forecast;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where hourly means are kept. */
public interface HourRecords {
    /**
     * The mean of an hour.
     *
     * @param flow m3/h; NaN where too few of its minutes are believed.
     * @param pressure bar; likewise.
     */
    record HourMean(Minute hour, SensorId sensor, double flow, double pressure) {}

    /** Computes the means of the oldest due hours that ended before a minute; gives those hours, none where none is due. */
    CompletableFuture<List<Minute>> measureDue(Minute before);

    /** How many hours lie between the first mean of a quantity and the last; 0 where there are none. */
    long hours(Quantity quantity);

    /** The means from an hour up to another, by hour. */
    List<HourMean> means(Minute from, Minute to);
}
