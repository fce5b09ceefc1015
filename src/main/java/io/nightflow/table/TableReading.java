package io.nightflow.table;

import io.nightflow.reading.Quality;
import io.nightflow.reading.SensorId;
import java.time.Instant;

/**
 * A reading of a table.
 *
 * @param sensor whose.
 * @param time as it stands there, to the second.
 * @param flow m3/h; NaN where it is missing.
 * @param pressure bar; NaN where it is missing.
 * @param total of a register, m3; NaN where there is none.
 * @param quality as a column says, else good.
 */
public record TableReading(
        SensorId sensor, Instant time, double flow, double pressure, double total, Quality quality) {}
