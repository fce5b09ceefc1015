package io.nightflow.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.nightflow.forecast.ModelInput;
import io.nightflow.forecast.Window;
import io.nightflow.train.Network.Weight;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** A network that learns: one member of an ensemble. The same seed and batches give the same weights, but for their last bits. */
final class Member implements AutoCloseable {
    private static final String ENGINE = "PyTorch";
    private static final double DROPPED = 0.15;

    static { // before the engine starts: sums over several threads are not always added in the same order
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true"); // DJL would tell its makers
    }

    private static final double FIRST_HOUR_WEIGHT = 3;
    private static final double HALF_WEIGHT_HOURS = 48;
    private static final float[] QUANTILES = {0.1f, 0.5f, 0.9f};
    private static final float[] QUANTILE_WEIGHTS = {0.5f, 1, 0.5f};

    private final NDManager manager;
    private final long seed;
    private final Network network;
    private final Descent descent;
    private final NDArray hourWeights;
    private final NDArray quantiles;
    private final NDArray quantileWeights;
    private int step;

    /** Goes on from a state, on a cosine over {@code steps}. */
    Member(MemberState state, long seed, int steps) {
        this.seed = seed;
        step = state.step();
        manager = NDManager.newBaseManager(Device.cpu(), ENGINE);
        network = new Network(manager, state.weights(), true);
        descent = new Descent(manager, steps, state);
        hourWeights = manager.create(hourWeights(), new Shape(1, Window.AHEAD, 1));
        quantiles = manager.create(QUANTILES, new Shape(1, 1, QUANTILES.length));
        quantileWeights = manager.create(QUANTILE_WEIGHTS, new Shape(1, 1, QUANTILES.length));
    }

    private static float[] hourWeights() {
        float[] weights = new float[Window.AHEAD];
        for (int hour = 0; hour < weights.length; hour++) {
            weights[hour] = (float) (1 / (1 + hour / HALF_WEIGHT_HOURS));
        }
        weights[0] *= (float) FIRST_HOUR_WEIGHT;
        return weights;
    }

    /** Learns from a batch; gives the weighted mean pinball loss before it did. */
    float learn(Batch batch) {
        step++;
        try (NDManager scratch = manager.newSubManager();
                GradientCollector gradients = Engine.getEngine(ENGINE).newGradientCollector()) {
            NDArray output = forward(network, scratch, batch.input(), kept(batch.size()));
            NDArray target = scratch.create(batch.target(), new Shape(batch.size(), Window.AHEAD, 1));
            NDArray known = scratch.create(batch.known(), new Shape(batch.size(), Window.AHEAD, 1));
            NDArray error = target.sub(output);
            NDArray pinball = error.mul(quantiles).maximum(error.mul(quantiles.sub(1)));
            NDArray loss =
                    pinball.mul(quantileWeights).mul(known).mul(hourWeights).mean();
            gradients.backward(loss);
            float value = loss.getFloat();
            descent.step(network, step);
            return value;
        }
    }

    private float[] kept(int windows) {
        Random random = new Random(seed * 1_000_003 + step);
        float[] kept = new float[windows * Network.HIDDEN];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = random.nextDouble() < DROPPED ? 0 : (float) (1 / (1 - DROPPED));
        }
        return kept;
    }

    private static NDArray forward(Network network, NDManager scratch, ModelInput.Batch input, float[] kept) {
        int windows = input.windows();
        return network.forward(
                scratch.create(input.history(), new Shape(windows, ModelInput.HISTORY_SIZE)),
                scratch.create(input.ahead(), new Shape(windows, ModelInput.AHEAD_SIZE)),
                scratch.create(kept, new Shape(windows, 1, Network.HIDDEN)));
    }

    /** What a network with these weights says of some windows, without learning. */
    static float[] forecast(Map<Weight, float[]> weights, ModelInput.Batch input) {
        try (NDManager scratch = NDManager.newBaseManager(Device.cpu(), ENGINE)) {
            float[] kept = new float[input.windows() * Network.HIDDEN];
            Arrays.fill(kept, 1);
            return forward(new Network(scratch, weights, false), scratch, input, kept)
                    .toFloatArray();
        }
    }

    int step() {
        return step;
    }

    MemberState state() {
        return descent.state(network, step);
    }

    Map<Weight, float[]> averages() {
        return descent.averages();
    }

    @Override
    public void close() {
        manager.close();
    }
}
