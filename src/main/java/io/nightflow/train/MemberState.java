package io.nightflow.train;

import io.nightflow.train.Network.Weight;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Where a member stands after a step: weights, both moments of their gradients, and the running mean of the weights. On the
 * disk: step i32, then of each weight in order the four as f32, big-endian.
 */
record MemberState(
        int step,
        Map<Weight, float[]> weights,
        Map<Weight, float[]> means,
        Map<Weight, float[]> squares,
        Map<Weight, float[]> averages) {

    static MemberState empty(int step) {
        return new MemberState(step, map(), map(), map(), map());
    }

    private static Map<Weight, float[]> map() {
        return new EnumMap<>(Weight.class);
    }

    /** The start of a member. */
    static MemberState start(Random random) {
        MemberState state = empty(0);
        for (Weight weight : Weight.values()) {
            float[] numbers = weight.start(random);
            state.weights.put(weight, numbers);
            state.means.put(weight, new float[numbers.length]);
            state.squares.put(weight, new float[numbers.length]);
            state.averages.put(weight, numbers.clone());
        }
        return state;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(step);
        for (Weight weight : Weight.values()) {
            for (Map<Weight, float[]> part : List.of(weights, means, squares, averages)) {
                write(out, part.getOrDefault(weight, new float[weight.size()]));
            }
        }
    }

    static MemberState read(DataInputStream in) throws IOException {
        MemberState state = empty(in.readInt());
        for (Weight weight : Weight.values()) {
            for (Map<Weight, float[]> part : List.of(state.weights, state.means, state.squares, state.averages)) {
                part.put(weight, read(in, weight.size()));
            }
        }
        return state;
    }

    static void write(DataOutputStream out, float[] numbers) throws IOException {
        for (float number : numbers) {
            out.writeFloat(number);
        }
    }

    static float[] read(DataInputStream in, int size) throws IOException {
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = in.readFloat();
        }
        return numbers;
    }
}
