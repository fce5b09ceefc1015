package io.nightflow.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.nightflow.forecast.ModelInput;
import io.nightflow.forecast.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * One member of the ensemble:
 *
 * <pre>
 * history, a day a step --> LSTM of 32 --> its last state --> linear --+
 * ahead, each hour      ------------------------------------> linear --+--> + --> ReLU --> linear --+--> 3 quantiles
 *                       ------------------------------------> linear -------------------------------+    an hour
 * </pre>
 */
final class Network {
    static final int STATE = 32;
    static final int HIDDEN = 96;
    static final int QUANTILES = 3;
    static final int STEP_HOURS = 24;
    static final int STEPS = Window.AHEAD / STEP_HOURS;
    static final int STEP_NUMBERS = ModelInput.HISTORY_SIZE / STEPS;
    static final int HOUR_NUMBERS = ModelInput.AHEAD_SIZE / Window.AHEAD;
    private static final int GATES = 4;

    /** Its learnt numbers; names and shapes as PyTorch has them. */
    enum Weight {
        LSTM_INPUT(1 / Math.sqrt(STATE), GATES * STATE, STEP_NUMBERS),
        LSTM_STATE(1 / Math.sqrt(STATE), GATES * STATE, STATE),
        LSTM_INPUT_BIAS(1 / Math.sqrt(STATE), GATES * STATE),
        LSTM_STATE_BIAS(1 / Math.sqrt(STATE), GATES * STATE),
        HIDDEN_STATE(Math.sqrt(3.0 / STATE), STATE, HIDDEN),
        HIDDEN_AHEAD(Math.sqrt(3.0 / HOUR_NUMBERS), HOUR_NUMBERS, HIDDEN),
        HIDDEN_BIAS(0.1, HIDDEN),
        OUTPUT(0.3 / Math.sqrt(HIDDEN), HIDDEN, QUANTILES),
        OUTPUT_AHEAD(0.01, HOUR_NUMBERS, QUANTILES),
        OUTPUT_BIAS(0.01, QUANTILES);

        private final double range;
        private final long[] shape;

        Weight(double range, long... shape) {
            this.range = range;
            this.shape = shape;
        }

        Shape shape() {
            return new Shape(shape);
        }

        int size() {
            return Math.toIntExact(shape().size());
        }

        /** Evenly spread numbers to start from. */
        float[] start(Random random) {
            float[] numbers = new float[size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) ((random.nextDouble() * 2 - 1) * range);
            }
            return numbers;
        }
    }

    private final Map<Weight, NDArray> weights = new LinkedHashMap<>();

    Network(NDManager manager, Map<Weight, float[]> numbers, boolean learns) {
        numbers.forEach((weight, values) -> {
            NDArray array = manager.create(values, weight.shape());
            array.setRequiresGradient(learns);
            weights.put(weight, array);
        });
    }

    /** How many numbers a member has. */
    static long size() {
        long size = 0;
        for (Weight weight : Weight.values()) {
            size += weight.size();
        }
        return size;
    }

    Map<Weight, NDArray> weights() {
        return weights;
    }

    private NDArray weight(Weight weight) {
        NDArray array = weights.get(weight);
        if (array == null) {
            throw new IllegalStateException("a network without " + weight);
        }
        return array;
    }

    /**
     * Forecasts.
     *
     * @param history of shape [windows, {@link ModelInput#HISTORY_SIZE}].
     * @param ahead of shape [windows, {@link ModelInput#AHEAD_SIZE}].
     * @param kept what to multiply each hidden unit of each window with, [windows, 1, {@link #HIDDEN}]: drop-out, or ones.
     * @return quantiles [windows, 168, 3].
     */
    NDArray forward(NDArray history, NDArray ahead, NDArray kept) {
        NDManager manager = history.getManager();
        long windows = history.getShape().get(0);
        NDArray days = history.reshape(windows, STEPS, STEP_NUMBERS);
        NDArray state = manager.zeros(new Shape(1, windows, STATE));
        NDArray cell = manager.zeros(new Shape(1, windows, STATE));
        NDList lstm = days.getNDArrayInternal()
                .lstm(
                        days,
                        new NDList(state, cell),
                        new NDList(
                                weight(Weight.LSTM_INPUT),
                                weight(Weight.LSTM_STATE),
                                weight(Weight.LSTM_INPUT_BIAS),
                                weight(Weight.LSTM_STATE_BIAS)),
                        true,
                        1,
                        0,
                        true,
                        false,
                        true);
        NDArray last = lstm.get(1).reshape(windows, STATE);
        NDArray ofState = last.matMul(weight(Weight.HIDDEN_STATE)).reshape(windows, 1, HIDDEN);
        NDArray hours = ahead.reshape(windows * Window.AHEAD, HOUR_NUMBERS);
        NDArray ofHours = hours.matMul(weight(Weight.HIDDEN_AHEAD)).reshape(windows, Window.AHEAD, HIDDEN);
        NDArray hidden =
                ofHours.add(ofState).add(weight(Weight.HIDDEN_BIAS)).maximum(0f).mul(kept);
        return hidden.reshape(windows * Window.AHEAD, HIDDEN)
                .matMul(weight(Weight.OUTPUT))
                .add(hours.matMul(weight(Weight.OUTPUT_AHEAD)))
                .add(weight(Weight.OUTPUT_BIAS))
                .reshape(windows, Window.AHEAD, QUANTILES);
    }
}
