package io.nightflow.train;

import io.nightflow.train.Network.Weight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Trains an ensemble in two rounds. In the first each member learns from what lies before the days held back and stops where
 * it no longer forecasts them better; its error there is honest. In the second each learns anew from everything, for as many
 * steps. Where it stands is kept, so that a killed training goes on and ends with the same weights.
 */
public final class Trainer {
    private static final int BATCH = 128;
    private static final int LOOK_STEPS = 50;
    private static final int PATIENCE = 4;
    private static final int HELD_BACK_STRIDE = 23; // all hours of the day and of the week in turn
    private static final int CHECK_BATCH = 250;
    private static final long SPREAD_SEED = 7_919;

    /**
     * What to do.
     *
     * @param set the series.
     * @param heldBackFrom local hour from which on nothing is learnt in the first round.
     * @param to local hour from which on nothing is learnt at all.
     * @param members of the ensemble.
     * @param steps of a member, at most.
     * @param seed of all that is random.
     */
    public record Plan(TrainingSet set, long heldBackFrom, long to, int members, int steps, long seed) {
        int totalSteps() {
            return 2 * members * steps;
        }
    }

    /** Is told how far it is; steps that early stopping saves are done at once. */
    public interface Progress {
        /** After some steps: of how many, and what they came to. */
        void at(int done, int total, String detail);
    }

    /**
     * What came out.
     *
     * @param chosen members of the first round, to be measured on the days held back.
     * @param all members of the second round, to be served.
     * @param steps of each member.
     * @param windows different ones that could be learnt from.
     */
    public record Outcome(byte[] chosen, byte[] all, List<Integer> steps, int windows) {}

    private final Plan plan;
    private final Checkpoint checkpoint;
    private final Progress progress;

    /** Goes on from where the checkpoint is. */
    public Trainer(Plan plan, Checkpoint checkpoint, Progress progress) {
        this.plan = plan;
        this.checkpoint = checkpoint;
        this.progress = progress;
    }

    /**
     * Trains.
     *
     * @throws IOException the checkpoint cannot be written.
     * @throws IllegalArgumentException there is too little to learn from; the message says what is needed.
     */
    public Outcome train() throws IOException {
        List<TrainingSet.Origin> before = plan.set().someOrigins(plan.set().first(), plan.heldBackFrom());
        List<TrainingSet.Origin> all = plan.set().someOrigins(plan.set().first(), plan.to());
        List<Batch> heldBack = heldBack();
        if (before.size() < BATCH || heldBack.isEmpty()) {
            throw new IllegalArgumentException(
                    "there must be at least 5 weeks of hourly means before the days held back,"
                            + " and two days of them (got " + before.size() + " windows before, "
                            + heldBack.stream().mapToInt(Batch::size).sum() + " held back)");
        }
        while (checkpoint.chosen().size() < plan.members()) {
            checkpoint.addChosen(choose(checkpoint.chosen().size(), before, heldBack));
        }
        while (checkpoint.finished().size() < plan.members()) {
            int member = checkpoint.finished().size();
            checkpoint.addFinished(
                    finish(member, checkpoint.chosen().get(member).step(), all));
        }
        return new Outcome(
                OnnxExport.of(checkpoint.chosen().stream()
                        .map(Checkpoint.Best::weights)
                        .toList()),
                OnnxExport.of(checkpoint.finished()),
                checkpoint.chosen().stream().map(Checkpoint.Best::step).toList(),
                all.size());
    }

    private List<Batch> heldBack() {
        List<TrainingSet.Origin> origins = plan.set().origins(plan.heldBackFrom(), plan.to(), HELD_BACK_STRIDE);
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < origins.size(); from += CHECK_BATCH) {
            List<TrainingSet.Origin> some = origins.subList(from, Math.min(origins.size(), from + CHECK_BATCH));
            batches.add(Batch.of(some, plan.set().calendar(), plan.to()));
        }
        return batches;
    }

    private Checkpoint.Best choose(int index, List<TrainingSet.Origin> origins, List<Batch> heldBack)
            throws IOException {
        Checkpoint.Best best = checkpoint.best();
        try (Round round = new Round(index, origins, plan.heldBackFrom())) {
            while (round.member.step() < plan.steps() && round.member.step() < best.step() + PATIENCE * LOOK_STEPS) {
                double loss = round.learn(Math.min(LOOK_STEPS, plan.steps() - round.member.step()));
                Map<Weight, float[]> averages = round.member.averages();
                double error = HeldBackError.of(averages, heldBack);
                if (error < best.error()) {
                    best = new Checkpoint.Best(round.member.step(), error, averages);
                }
                checkpoint.save(round.member.state(), best);
                progress.at(
                        index * plan.steps() + round.member.step(),
                        plan.totalSteps(),
                        String.format(
                                "member %d of %d, loss %.4f, held back %.3f", index + 1, plan.members(), loss, error));
            }
        }
        return best;
    }

    private Map<Weight, float[]> finish(int index, int steps, List<TrainingSet.Origin> origins) throws IOException {
        try (Round round = new Round(index, origins, plan.to())) {
            while (round.member.step() < steps) {
                double loss = round.learn(Math.min(LOOK_STEPS, steps - round.member.step()));
                checkpoint.save(round.member.state(), Checkpoint.Best.NONE);
                progress.at(
                        (plan.members() + index) * plan.steps() + round.member.step() * plan.steps() / steps,
                        plan.totalSteps(),
                        String.format("member %d of %d on everything, loss %.4f", index + 1, plan.members(), loss));
            }
            return round.member.averages();
        }
    }

    /** One member on its way; the next batch is made while it learns from this one. */
    private final class Round implements AutoCloseable {
        private final Member member;
        private final long seed;
        private final List<TrainingSet.Origin> origins;
        private final long to;
        private final ExecutorService maker = Executors.newSingleThreadExecutor();
        private CompletableFuture<Batch> next;

        Round(int index, List<TrainingSet.Origin> origins, long to) {
            this.origins = origins;
            this.to = to;
            seed = plan.seed() * SPREAD_SEED + index;
            MemberState state = checkpoint.current().orElseGet(() -> MemberState.start(new Random(seed)));
            member = new Member(state, seed, plan.steps());
            next = make(member.step());
        }

        /** The mean loss of some steps. */
        double learn(int steps) {
            double sum = 0;
            for (int i = 0; i < steps; i++) {
                Batch batch = next.join();
                next = make(member.step() + 1);
                sum += member.learn(batch);
            }
            return sum / steps;
        }

        private CompletableFuture<Batch> make(int step) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        Random random = new Random(seed * 1_000_003 - step);
                        List<TrainingSet.Origin> some = new ArrayList<>();
                        for (int i = 0; i < BATCH; i++) {
                            some.add(origins.get(random.nextInt(origins.size())));
                        }
                        return Batch.of(some, plan.set().calendar(), to);
                    },
                    maker);
        }

        @Override
        public void close() {
            maker.shutdownNow();
            member.close();
        }
    }
}
