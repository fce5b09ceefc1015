package io.nightflow.train;

import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.ModelInput;
import io.nightflow.forecast.Window;
import java.util.List;

/**
 * Windows, and what really came after them: deviations from the usual in the window's spread.
 *
 * @param input what the network sees.
 * @param target of each hour ahead; 0 where it is not known.
 * @param known 1 where the target is known, else 0.
 */
record Batch(ModelInput.Batch input, float[] target, float[] known) {
    private static final double LARGEST = 10;

    /** Nothing is known from {@code to} on. */
    static Batch of(List<TrainingSet.Origin> origins, HourCalendar calendar, long to) {
        Batch batch = new Batch(
                new ModelInput.Batch(origins.size()),
                new float[origins.size() * Window.AHEAD],
                new float[origins.size() * Window.AHEAD]);
        for (int i = 0; i < origins.size(); i++) {
            batch.add(i, origins.get(i), calendar, to);
        }
        return batch;
    }

    private void add(int index, TrainingSet.Origin origin, HourCalendar calendar, long to) {
        Window window = origin.sensor().window(origin.hour());
        input.add(window, calendar);
        double spread = window.spread();
        for (int hour = 0; hour < Window.AHEAD && origin.hour() + hour < to; hour++) {
            double deviation = (origin.sensor().at(origin.hour() + hour) - window.usual(hour)) / spread;
            if (!Double.isNaN(deviation)) {
                target[index * Window.AHEAD + hour] = (float) Math.max(-LARGEST, Math.min(LARGEST, deviation));
                known[index * Window.AHEAD + hour] = 1;
            }
        }
    }

    int size() {
        return input.windows();
    }
}
