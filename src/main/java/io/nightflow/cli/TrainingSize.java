package io.nightflow.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How much is spent on a model. */
final class TrainingSize {
    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "2",
            description = "Networks of the ensemble, 1 to 5 (default: ${DEFAULT-VALUE}).")
    private int members = 2;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "800",
            description = "Steps of a network at most, 50 to 10000 (default: ${DEFAULT-VALUE}).")
    private int steps = 800;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of all that is random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    int members() {
        return members;
    }

    int steps() {
        return steps;
    }

    long seed() {
        return seed;
    }

    /** What is wrong with it; a sentence each. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (members < 1 || members > 5) {
            faults.add("--members: must be 1 to 5 (got " + members + ")");
        }
        if (steps < 50 || steps > 10_000) {
            faults.add("--steps: must be 50 to 10000 (got " + steps + ")");
        }
        return faults;
    }
}
