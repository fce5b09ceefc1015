package io.nightflow.forecast;

import java.util.ArrayList;
import java.util.List;

/**
 * What a model sees of a window, as it stands in its card. Everything is relative to the window itself: deviations in its
 * own spread, levels in its own swing; so one model serves all sensors. Numbers are kept within +-10; what is unknown is 0.
 */
public final class ModelInput {
    /** The name of what is described here. */
    public static final String LAYOUT = "nightflow-1";

    /** The input of the hours before. */
    public static final String HISTORY = "history";

    /** The input of the hours ahead. */
    public static final String AHEAD = "ahead";

    /** Numbers of {@link #HISTORY} a window. */
    public static final int HISTORY_SIZE = Window.WEEK * HourBefore.NUMBERS;

    /** Numbers of {@link #AHEAD} a window. */
    public static final int AHEAD_SIZE = Window.AHEAD * HourAhead.NUMBERS;

    private static final double LARGEST = 10;

    private ModelInput() {}

    /** What goes in, for a card. */
    public static List<ModelCard.Tensor> described() {
        return List.of(
                new ModelCard.Tensor(
                        HISTORY,
                        "[n, " + HISTORY_SIZE + "]",
                        described("before, the oldest first", HourBefore.MEANING)),
                new ModelCard.Tensor(
                        AHEAD, "[n, " + AHEAD_SIZE + "]", described("ahead, the next one first", HourAhead.MEANING)));
    }

    private static List<String> described(String where, List<String> meaning) {
        List<String> lines = new ArrayList<>();
        lines.add("the 168 hours " + where + "; of each " + meaning.size() + " numbers:");
        lines.addAll(meaning);
        return lines;
    }

    /** Windows that go in at once. */
    public static final class Batch {
        private final float[] history;
        private final float[] ahead;
        private int windows;

        /** Room for this many. */
        public Batch(int windows) {
            history = new float[windows * HISTORY_SIZE];
            ahead = new float[windows * AHEAD_SIZE];
        }

        /** Adds a window of which {@link Window#isEnough enough} is known. */
        public void add(Window window, HourCalendar calendar) {
            WindowShape shape = new WindowShape(window, calendar);
            HourBefore.write(shape, new Numbers(history, windows * HISTORY_SIZE));
            HourAhead.write(shape, new Numbers(ahead, windows * AHEAD_SIZE));
            windows++;
        }

        /** Of how many windows. */
        public int windows() {
            return windows;
        }

        /** Numbers of {@link ModelInput#HISTORY}. */
        public float[] history() {
            return history;
        }

        /** Numbers of {@link ModelInput#AHEAD}. */
        public float[] ahead() {
            return ahead;
        }
    }

    /** Five weeks of a plain day, twice, on which a new model is tried. */
    static Batch testWindows() {
        HourlySeries series = new HourlySeries(Window.HISTORY);
        for (int hour = 0; hour < Window.HISTORY; hour++) {
            series.put(hour, 10 + 5 * Math.sin(2 * Math.PI * hour / HourCalendar.HOURS_A_DAY) + hour % 7 * 0.1);
        }
        Batch batch = new Batch(2);
        batch.add(Window.at(series, Window.HISTORY), HourCalendar.PLAIN);
        batch.add(Window.at(series, Window.HISTORY), HourCalendar.PLAIN);
        return batch;
    }

    /** Where the next number goes. */
    static final class Numbers {
        private final float[] target;
        private int at;

        Numbers(float[] target, int from) {
            this.target = target;
            at = from;
        }

        void add(double number) {
            target[at] = (float)
                    (number > LARGEST ? LARGEST : number < -LARGEST ? -LARGEST : Double.isNaN(number) ? 0 : number);
            at++;
        }
    }
}
