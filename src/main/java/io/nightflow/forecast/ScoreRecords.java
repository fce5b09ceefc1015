package io.nightflow.forecast;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where it is kept how wrong each way to forecast was, by day. */
public interface ScoreRecords {
    /**
     * Errors without sign of one way to forecast.
     *
     * @param forecast its name.
     * @param hours how many were scored.
     * @param error their sum, m3/h or bar.
     */
    record Score(SensorId sensor, Quantity quantity, String forecast, int hours, double error) {
        /** The mean error. */
        public double mean() {
            return error / hours;
        }
    }

    /** Forgets what there is of these ways to forecast and keeps these scores of all hours through one. */
    CompletableFuture<Integer> replace(
            Quantity quantity, Collection<String> forecasts, Map<Minute, List<Score>> byHour, Minute through);

    /** Whether a way to forecast was ever scored. */
    boolean knows(Quantity quantity, String forecast);

    /** The scores of all days from that of a minute on. */
    List<Score> since(Minute from);
}
