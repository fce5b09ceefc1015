package io.nightflow.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.nightflow.train.Network.Weight;
import java.util.EnumMap;
import java.util.Map;

/**
 * AdamW (Loshchilov and Hutter 2019) with a warm-up and a cosine, and the running mean of the weights, which forecasts
 * better than the last ones. DJL's own optimizers hide their moments, so training could not be resumed exactly.
 */
final class Descent {
    private static final double RATE = 0.004;
    private static final double LAST_SHARE = 0.02;
    private static final int WARM_UP_STEPS = 100;
    private static final double DECAY = 0.1;
    private static final float MEAN_MEMORY = 0.9f;
    private static final float SQUARE_MEMORY = 0.999f;
    private static final float AVERAGE_MEMORY = 0.995f;
    private static final float SMALLEST = 1e-8f;

    private final NDManager manager;
    private final int steps;
    private final Map<Weight, Moments> moments = new EnumMap<>(Weight.class);

    private record Moments(NDArray mean, NDArray square, NDArray average) {}

    /** A cosine over this many steps; goes on from a state. */
    Descent(NDManager manager, int steps, MemberState state) {
        this.manager = manager;
        this.steps = steps;
        for (Weight weight : Weight.values()) {
            moments.put(
                    weight,
                    new Moments(
                            manager.create(state.means().get(weight), weight.shape()),
                            manager.create(state.squares().get(weight), weight.shape()),
                            manager.create(state.averages().get(weight), weight.shape())));
        }
    }

    /** Moves the weights against their gradients; {@code step} from 1. */
    void step(Network network, int step) {
        double warm = Math.min(1, (double) step / WARM_UP_STEPS);
        double cosine = (1 + Math.cos(Math.PI * Math.min(step, steps) / steps)) / 2;
        double rate = RATE * warm * (LAST_SHARE + (1 - LAST_SHARE) * cosine);
        network.weights().forEach((weight, numbers) -> move(weight, numbers, step, rate));
    }

    private void move(Weight weight, NDArray numbers, int step, double rate) {
        Moments of = moments(weight);
        try (NDManager scratch = manager.newSubManager()) {
            NDArray gradient = numbers.getGradient();
            gradient.attach(scratch);
            of.mean.muli(MEAN_MEMORY).addi(attached(gradient.mul(1 - MEAN_MEMORY), scratch));
            NDArray square = attached(gradient.square(), scratch);
            of.square.muli(SQUARE_MEMORY).addi(attached(square.mul(1 - SQUARE_MEMORY), scratch));
            NDArray root = attached(of.square.div((float) (1 - Math.pow(SQUARE_MEMORY, step))), scratch)
                    .sqrt()
                    .addi(SMALLEST);
            NDArray move = attached(of.mean.div((float) (1 - Math.pow(MEAN_MEMORY, step))), scratch)
                    .divi(attached(root, scratch));
            NDArray values = attached(numbers.stopGradient().duplicate(), scratch);
            values.muli((float) (1 - rate * DECAY)).subi(move.muli((float) rate));
            numbers.set(values.toFloatArray());
            of.average.muli(AVERAGE_MEMORY).addi(attached(values.mul(1 - AVERAGE_MEMORY), scratch));
            gradient.subi(gradient);
        }
    }

    private static NDArray attached(NDArray array, NDManager scratch) {
        array.attach(scratch);
        return array;
    }

    private Moments moments(Weight weight) {
        Moments of = moments.get(weight);
        if (of == null) {
            throw new IllegalStateException("no moments of " + weight);
        }
        return of;
    }

    /** Where it stands, to go on from later. */
    MemberState state(Network network, int step) {
        MemberState state = MemberState.empty(step);
        for (Weight weight : Weight.values()) {
            Moments of = moments(weight);
            NDArray numbers = network.weights().get(weight);
            state.weights().put(weight, numbers == null ? new float[0] : numbers.toFloatArray());
            state.means().put(weight, of.mean.toFloatArray());
            state.squares().put(weight, of.square.toFloatArray());
            state.averages().put(weight, of.average.toFloatArray());
        }
        return state;
    }

    /** The mean of the weights of the last steps. */
    Map<Weight, float[]> averages() {
        Map<Weight, float[]> averages = new EnumMap<>(Weight.class);
        moments.forEach((weight, of) -> averages.put(weight, of.average.toFloatArray()));
        return averages;
    }
}
