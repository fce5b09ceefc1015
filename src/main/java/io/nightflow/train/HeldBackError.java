package io.nightflow.train;

import io.nightflow.forecast.Window;
import io.nightflow.train.Network.Weight;
import java.util.List;
import java.util.Map;

/** The error by which a member's steps are chosen: of the next 24 hours, in the windows' spreads, without sign. */
final class HeldBackError {
    private static final int HOURS = 24;

    private HeldBackError() {}

    static double of(Map<Weight, float[]> weights, List<Batch> batches) {
        double sum = 0;
        long count = 0;
        for (Batch batch : batches) {
            float[] output = Member.forecast(weights, batch.input());
            for (int window = 0; window < batch.size(); window++) {
                for (int hour = 0; hour < HOURS; hour++) {
                    int at = window * Window.AHEAD + hour;
                    if (batch.known()[at] > 0) {
                        sum += Math.abs(batch.target()[at] - output[at * Network.QUANTILES + 1]);
                        count++;
                    }
                }
            }
        }
        return sum / count;
    }
}
