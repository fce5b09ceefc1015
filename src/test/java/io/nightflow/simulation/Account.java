package io.nightflow.simulation;

import io.nightflow.link.Lane;
import io.nightflow.link.Message;
import io.nightflow.reading.Quality;
import io.nightflow.simulation.Scenario.Restore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must hold at the end of a run: committed readings are kept, results are those of the undisturbed run, and what was
 * staged is at the device, once and in order, or in rows that say that they stand for it.
 *
 * @param trace what happened, for people.
 */
record Account(
        Scenario scenario,
        Outcome outcome,
        List<String> tapped,
        Device device,
        Memory memory,
        List<Meter> meters,
        boolean rests,
        List<String> trace) {

    private static final double POLLED_OFF = 0.1; // an answer may have been on its way for a second
    private static final int POLLED_MIN = 20;

    /** What is wrong; empty where nothing is. */
    List<String> complaints(Outcome undisturbed) {
        List<String> found = new ArrayList<>();
        if (!rests) {
            found.add("it does not come to rest");
        }
        readings(found);
        found.addAll(tapped);
        polled(found);
        difference(found, "results", undisturbed.results(), outcome.results());
        delivered(found, "alerts", outcome.alerts(), device.rows(Lane.ALERTS));
        List<String> stored = device.rows(Lane.RESULTS);
        if (stored.stream().anyMatch(row -> row.startsWith("T,"))) {
            volumes(found);
        } else {
            List<String> rows =
                    stored.stream().filter(row -> !row.startsWith("Q,")).toList();
            delivered(found, "rows", outcome.staged(), rows);
        }
        return found;
    }

    private void readings(List<String> found) {
        Set<String> kept = new HashSet<>(outcome.readings());
        for (String reading : memory.committed()) {
            if (!kept.contains(reading)) {
                found.add("a committed reading is gone: " + reading);
            }
        }
        for (Meter meter : meters) {
            for (Message.MeterReading reading : meter.acknowledged()) {
                String row = Memory.row(reading);
                if (!kept.contains(row) && !memory.mayMiss(row)) {
                    found.add("an acknowledged reading is gone: " + reading.body());
                }
            }
        }
    }

    /** Their values never change: whatever a late, damaged or lost answer has made of it is seen. */
    private void polled(List<String> found) {
        for (String row : outcome.polled()) {
            String[] fields = row.split(",");
            double flow = MeterBus.flow(fields[0]);
            boolean isSpread =
                    (scenario.clockJumps() || scenario.clockYears()) // over minutes that a clock made or left out
                            && fields[2].equals(String.valueOf(Quality.ESTIMATED.ordinal()));
            double off = Double.parseDouble(fields[1]) - flow;
            boolean isOff = Math.abs(Double.parseDouble(fields[3]) - MeterBus.PRESSURE) > POLLED_OFF;
            if (isOff || (!isSpread && Math.abs(off) > POLLED_OFF * flow)) {
                found.add("a meter on the bus has a value that it never had: " + row);
                return;
            }
        }
        if (outcome.polled().stream().anyMatch(row -> row.startsWith("bus-3"))) {
            found.add("a dead meter has readings");
        }
        if (!scenario.thins() && outcome.polled().size() < POLLED_MIN) {
            found.add("of two meters on the bus only " + outcome.polled().size() + " minutes are there");
        }
    }

    private static void difference(List<String> found, String what, List<String> expected, List<String> actual) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String one = i < expected.size() ? expected.get(i) : "nothing";
            String other = i < actual.size() ? actual.get(i) : "nothing";
            if (!one.equals(other)) {
                found.add(what + " differ at " + i + ": " + one + " undisturbed, " + other + " here");
                return;
            }
        }
    }

    /** After a restore the device holds rows of the lost database too; what the restored one staged is there in order. */
    private void delivered(List<String> found, String what, List<String> staged, List<String> stored) {
        if (scenario.restore() == Restore.NONE) {
            difference(found, what + " at the device", staged, stored);
            return;
        }
        Set<String> known = new HashSet<>(staged);
        known.addAll(memory.stagedBefore());
        stored.stream()
                .filter(row -> !known.contains(row))
                .findFirst()
                .ifPresent(row -> found.add(what + " at the device that were never staged: " + row));
        int at = 0;
        for (String row : staged) {
            int next = at;
            while (next < stored.size() && !stored.get(next).equals(row)) {
                next++;
            }
            if (next == stored.size()) {
                found.add(what + " of the restored disk: lost, or out of order: " + row);
                return;
            }
            at = next + 1;
        }
    }

    private void volumes(List<String> found) {
        Map<String, BigDecimal> staged = new TreeMap<>();
        Map<String, BigDecimal> stored = new TreeMap<>();
        outcome.staged().forEach(row -> add(staged, row));
        device.rows(Lane.RESULTS).forEach(row -> add(stored, row));
        if (!staged.equals(stored)) {
            found.add("volumes and minutes of the sensors differ: staged " + staged + ", at the device " + stored);
        }
    }

    private static void add(Map<String, BigDecimal> sums, String row) {
        String[] f = row.split(",");
        boolean thin = f[0].equals("T");
        if (thin || f[0].equals("R")) {
            sums.merge(f[1] + " flow", new BigDecimal(thin ? f[5] : f[3]), BigDecimal::add);
            sums.merge(f[1] + " minutes", new BigDecimal(thin ? f[4] : "1"), BigDecimal::add);
        }
    }

    /** Names what came of the run: the same for the same seed. */
    int hash() {
        return List.of(trace, outcome, device.rows(Lane.RESULTS), device.rows(Lane.ALERTS))
                .hashCode();
    }
}
