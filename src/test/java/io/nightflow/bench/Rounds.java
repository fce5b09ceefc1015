package io.nightflow.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Product and rivals measured in turn: each round runs all of them, beginning with another one each time, so that what
 * disturbs the machine disturbs all. Ratios are those of one round; what is told is their median and their spread.
 */
final class Rounds {
    /** At least so many are measured. */
    static final int MIN = 7;

    /** What is measured: a rate, or a time. */
    @FunctionalInterface
    interface Contender {
        double run(int round) throws Exception;
    }

    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Set<String> ours = new HashSet<>();
    private final MachineNoise noise = new MachineNoise();

    /** The first one is what the others are compared with. */
    Rounds add(String name, Contender contender) {
        contenders.put(name, contender);
        values.put(name, new ArrayList<>());
        return this;
    }

    /** One of ours, whose ratio goes into the history of runs. */
    Rounds ours(String name, Contender contender) {
        ours.add(name);
        return add(name, contender);
    }

    /** Runs all; the first rounds warm the JVM up and do not count. */
    Rounds run(int rounds, int warmUps) throws Exception {
        List<String> names = new ArrayList<>(contenders.keySet());
        for (int round = 0; round < rounds + warmUps; round++) {
            noise.measure();
            for (int i = 0; i < names.size(); i++) {
                String name = names.get((i + round) % names.size());
                double value = contenders.get(name).run(round);
                System.err.printf("round %d, %s: %,.3f%n", round + 1, name, value);
                if (round >= warmUps) {
                    values.get(name).add(value);
                }
            }
        }
        noise.measure();
        return this;
    }

    Spread of(String name) {
        return Spread.of(values.get(name));
    }

    /** Of the same rounds. */
    Spread ratio(String name, String to) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < values.get(name).size(); i++) {
            ratios.add(values.get(name).get(i) / values.get(to).get(i));
        }
        return Spread.of(ratios);
    }

    /** A table of all, each beside the first. */
    void print(String what, String format) {
        String rival = values.keySet().iterator().next();
        System.out.println("| | " + what + " | of " + rival + " |");
        System.out.println("|---|---|---|");
        values.keySet()
                .forEach(name -> System.out.println("| " + name + " | " + of(name).words(format) + " | "
                        + ratio(name, rival).words("%.3f") + " |"));
        System.out.println(
                "\nIn turn, medians of " + values.get(rival).size() + " rounds (least to most). " + noise.words());
        ours.forEach(name -> System.out.println(Benchmarks.FIGURE + name + ": "
                + ratio(name, rival).words("%.2f") + " of " + rival + (noise.isDisturbed() ? ", disturbed" : "")));
    }
}
