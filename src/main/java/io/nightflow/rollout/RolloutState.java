package io.nightflow.rollout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a gateway is with what was rolled out to it, in the file {@code rollout/state}; lines {@code name=value}:
 *
 * <pre>
 * highest=1795189560                  the serial of the last one that was taken
 * history=2026-11-20b 2026-11-29a     what was taken, the newest last; what is not in it is as it was installed
 * handled=1795189560                  the serial of the last one that was looked at
 * outcome=trial                       what came of it
 * reason=                             why it was refused or undone
 * phase=trial                         none, swapping or trial
 * starts=1                            of the gateway since it is on trial
 * troubled=device meters              parts that were not well before it was taken
 * models=flow:1f2e3d4c                the models that it brought; with phase none, those that are to be used again
 * </pre>
 */
record RolloutState(
        long highest,
        List<String> history,
        long handled,
        Outcome outcome,
        String reason,
        Phase phase,
        int starts,
        List<String> troubled,
        List<String> models) {
    /** What came of the last one. */
    enum Outcome {
        NONE,
        TRIAL,
        TAKEN,
        REFUSED,
        UNDONE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What is to be gone on with after a start. */
    enum Phase {
        NONE,
        SWAPPING,
        TRIAL
    }

    static final RolloutState NEW =
            new RolloutState(0, List.of(), 0, Outcome.NONE, "", Phase.NONE, 0, List.of(), List.of());

    /** The version that the gateway has. */
    String current() {
        return history.isEmpty() ? RolloutBundle.INSTALLED : history.get(history.size() - 1);
    }

    RolloutState unreadable(String why) {
        return new RolloutState(
                Long.MAX_VALUE, history, handled, Outcome.REFUSED, why, Phase.NONE, 0, List.of(), List.of());
    }

    RolloutState refused(long serial, String why) {
        return new RolloutState(highest, history, serial, Outcome.REFUSED, why, Phase.NONE, 0, List.of(), List.of());
    }

    RolloutState swapping(List<String> troubledParts, List<String> bringsModels, String version) {
        List<String> longer = new ArrayList<>(history);
        longer.add(version);
        return new RolloutState(
                highest, longer, handled, outcome, reason, Phase.SWAPPING, 0, troubledParts, bringsModels);
    }

    RolloutState onTrial(long serial) {
        return new RolloutState(serial, history, serial, Outcome.TRIAL, "", Phase.TRIAL, 0, troubled, models);
    }

    RolloutState started() {
        return new RolloutState(highest, history, handled, outcome, reason, phase, starts + 1, troubled, models);
    }

    RolloutState usesModelsAgain() {
        return new RolloutState(highest, history, handled, outcome, reason, phase, starts, troubled, List.of());
    }

    RolloutState taken() {
        return new RolloutState(highest, history, handled, Outcome.TAKEN, "", Phase.NONE, 0, List.of(), List.of());
    }

    /** Without the newest version, which was undone; these models are to be used again. */
    RolloutState without(Outcome came, String why, List<String> modelsBefore) {
        return new RolloutState(
                highest,
                history.subList(0, history.size() - 1),
                handled,
                came,
                why,
                Phase.NONE,
                0,
                List.of(),
                modelsBefore);
    }

    /** A way back was gone. */
    RolloutState wentBack(long serial) {
        return new RolloutState(serial, history, serial, Outcome.TAKEN, "", Phase.NONE, 0, List.of(), List.of());
    }

    byte[] encode() {
        return ("highest=" + highest + "\nhistory=" + String.join(" ", history) + "\nhandled=" + handled + "\noutcome="
                        + outcome.name() + "\nreason=" + reason.replaceAll("\\p{Cntrl}", " ") + "\nphase="
                        + phase.name()
                        + "\nstarts=" + starts + "\ntroubled=" + String.join(" ", troubled) + "\nmodels="
                        + String.join(" ", models) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException it is none.
     */
    static RolloutState parse(String text) {
        Map<String, String> lines = new LinkedHashMap<>();
        text.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
            int equals = line.indexOf('=');
            lines.put(line.substring(0, equals), line.substring(equals + 1));
        });
        if (!lines.containsKey("highest") || !lines.containsKey("phase")) {
            throw new IllegalArgumentException("a line of it is missing");
        }
        return new RolloutState(
                Long.parseLong(lines.getOrDefault("highest", "0")),
                words(lines, "history"),
                Long.parseLong(lines.getOrDefault("handled", "0")),
                Outcome.valueOf(lines.getOrDefault("outcome", "NONE")),
                lines.getOrDefault("reason", ""),
                Phase.valueOf(lines.getOrDefault("phase", "NONE")),
                Integer.parseInt(lines.getOrDefault("starts", "0")),
                words(lines, "troubled"),
                words(lines, "models"));
    }

    private static List<String> words(Map<String, String> lines, String name) {
        String value = lines.getOrDefault(name, "");
        return value.isBlank() ? List.of() : List.of(value.split(" "));
    }
}
