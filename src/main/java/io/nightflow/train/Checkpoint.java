package io.nightflow.train;

import io.nightflow.train.Network.Weight;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a training stands, in a file that is replaced as a whole:
 *
 * <pre>
 * plan i64 | chosen i32, each a best | finished i32, each weights | best | 1 and the current member, or 0
 * best: step i32, error f64, 1 and weights, or 0
 * </pre>
 */
public final class Checkpoint {
    /** The weights that forecast the days held back best so far. */
    record Best(int step, double error, Map<Weight, float[]> weights) {
        static final Best NONE = new Best(0, Double.MAX_VALUE, Map.of());
    }

    private final Path file;
    private final long plan;
    private final List<Best> chosen = new ArrayList<>();
    private final List<Map<Weight, float[]>> finished = new ArrayList<>();
    private Best best = Best.NONE;
    private Optional<MemberState> current = Optional.empty();

    private Checkpoint(Path file, long plan) {
        this.file = file;
        this.plan = plan;
    }

    /** In this file; a file of another plan, or one that cannot be read, is left behind. */
    public static Checkpoint open(Path file, long plan) {
        Checkpoint checkpoint = new Checkpoint(file, plan);
        if (Files.exists(file)) {
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                checkpoint.read(in);
            } catch (IOException e) {
                return new Checkpoint(file, plan);
            }
        }
        return checkpoint;
    }

    private void read(DataInputStream in) throws IOException {
        if (in.readLong() != plan) {
            return;
        }
        for (int i = in.readInt(); i > 0; i--) {
            chosen.add(readBest(in));
        }
        for (int i = in.readInt(); i > 0; i--) {
            finished.add(readWeights(in));
        }
        best = readBest(in);
        current = in.readBoolean() ? Optional.of(MemberState.read(in)) : Optional.empty();
    }

    /** Whether there is something to go on from. */
    public boolean isStarted() {
        return !chosen.isEmpty() || current.isPresent();
    }

    List<Best> chosen() {
        return chosen;
    }

    List<Map<Weight, float[]>> finished() {
        return finished;
    }

    Best best() {
        return best;
    }

    Optional<MemberState> current() {
        return current;
    }

    void addChosen(Best member) throws IOException {
        chosen.add(member);
        clear();
    }

    void addFinished(Map<Weight, float[]> weights) throws IOException {
        finished.add(weights);
        clear();
    }

    private void clear() throws IOException {
        best = Best.NONE;
        current = Optional.empty();
        write();
    }

    void save(MemberState state, Best bestSoFar) throws IOException {
        current = Optional.of(state);
        best = bestSoFar;
        write();
    }

    /** The training is over. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private void write() throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".tmp");
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(beside)))) {
            out.writeLong(plan);
            out.writeInt(chosen.size());
            for (Best member : chosen) {
                writeBest(out, member);
            }
            out.writeInt(finished.size());
            for (Map<Weight, float[]> member : finished) {
                writeWeights(out, member);
            }
            writeBest(out, best);
            out.writeBoolean(current.isPresent());
            if (current.isPresent()) {
                current.get().write(out);
            }
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeBest(DataOutputStream out, Best best) throws IOException {
        out.writeInt(best.step());
        out.writeDouble(best.error());
        out.writeBoolean(!best.weights().isEmpty());
        if (!best.weights().isEmpty()) {
            writeWeights(out, best.weights());
        }
    }

    private static Best readBest(DataInputStream in) throws IOException {
        int step = in.readInt();
        double error = in.readDouble();
        return new Best(step, error, in.readBoolean() ? readWeights(in) : Map.of());
    }

    private static void writeWeights(DataOutputStream out, Map<Weight, float[]> weights) throws IOException {
        for (Weight weight : Weight.values()) {
            MemberState.write(out, weights.getOrDefault(weight, new float[weight.size()]));
        }
    }

    private static Map<Weight, float[]> readWeights(DataInputStream in) throws IOException {
        Map<Weight, float[]> weights = new EnumMap<>(Weight.class);
        for (Weight weight : Weight.values()) {
            weights.put(weight, MemberState.read(in, weight.size()));
        }
        return weights;
    }
}
