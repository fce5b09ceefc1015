package io.nightflow.night;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Answer;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.TenMinuteFlow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where ten-minute means and nights are kept: whoever implements it can have them measured and judged. */
public interface NightRecords {
    /**
     * What a window gives.
     *
     * @param means a mean for each sensor that has one.
     * @param nights the night of each sensor that it belongs to, by the day of its morning.
     */
    record Measured(List<TenMinuteFlow> means, Map<SensorId, Long> nights) {}

    /** Measures a window. */
    @FunctionalInterface
    interface Measure {
        /** Given the believed flows of each sensor; empty where late minutes are still waited for. */
        Optional<Measured> measure(Minute last, Map<SensorId, List<Double>> flows);
    }

    /**
     * What a night gives.
     *
     * @param night the night.
     * @param alerts a leak that is told, goes on or ended with it.
     * @param answer what the gateway itself says of the nights up to it.
     */
    record Judged(Night night, List<Alert> alerts, Optional<Answer> answer) {}

    /** Judges a night. */
    interface NightJudge {
        /** Its first minute and the minute after its last; empty where it has not ended. */
        Optional<Span> span(SensorId sensor, long day);

        /** How leakage follows pressure (N1); NaN where it is not known. */
        double pressureExponent(SensorId sensor);

        /**
         * Judges.
         *
         * @param tens its 10-minute means in order.
         * @param dayMean of the 24 hours up to its end, m3/h; NaN where they are incomplete.
         * @param newestFirst the nights before it.
         * @param answers what people have said of nights of this sensor.
         * @param pressures of the 24 hours up to its end, where {@link #pressureExponent} is known; else none.
         */
        Judged judge(
                SensorId sensor,
                long day,
                List<TenMinuteFlow> tens,
                double dayMean,
                List<Night> newestFirst,
                List<Answer> answers,
                List<PressureAt> pressures);
    }

    /** From a minute up to another. */
    record Span(Minute from, Minute to) {}

    /** A believed pressure, bar. */
    record PressureAt(Minute minute, double bar) {}

    /** Measures the oldest due windows that ended before a minute, at most {@code max}; gives how many were done. */
    CompletableFuture<Integer> measureDue(Minute before, int max, Measure measure);

    /** Judges the oldest due nights that have ended, at most {@code max}; gives how many were done. */
    CompletableFuture<Integer> judgeDue(int max, NightJudge judge);
}
