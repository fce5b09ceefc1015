package io.nightflow.night;

import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.TenMinuteFlow;
import java.util.List;
import java.util.Optional;

/**
 * The ten minutes m-9 .. m of a clock: :00 to :09, :10 to :19 and so on.
 *
 * @param last the minute m.
 */
public record TenMinutes(Minute last) {
    /** How many minutes a whole one has. */
    public static final int MINUTES = 10;

    /** With fewer distinct minutes there is no mean. */
    public static final int MINUTES_MIN = 8;

    /** The minute m-9. */
    public Minute first() {
        return last.plus(1 - MINUTES);
    }

    /** The mean of the flows of its distinct minutes; none below 8 of them. */
    public Optional<TenMinuteFlow> mean(SensorId sensor, List<Double> flows) {
        if (flows.size() < MINUTES_MIN) {
            return Optional.empty();
        }
        double sum = 0;
        for (double flow : flows) {
            sum += flow;
        }
        return Optional.of(new TenMinuteFlow(sensor, last, sum / flows.size(), flows.size()));
    }
}
