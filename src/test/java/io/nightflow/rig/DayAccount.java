package io.nightflow.rig;

import io.nightflow.reading.Minute;
import io.nightflow.rig.DayHouse.Span;
import io.nightflow.rig.Town.Meter;
import io.nightflow.rig.Town.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must have come of the town's two days: at the gateway, at its device and at its fleet. */
final class DayAccount {
    private static final double LINE_STEP = 0.0004; // four digits of L/s
    private static final double FILE_STEP = 0.0006;
    private static final double BUS_SHARE = 0.02;
    private static final double STALL_SHARE = 0.1;
    private static final int STALLED_MAX = 6; // of 5,700
    private static final int EDGE_MINUTES = 2;

    private final Town town;
    private final DayHouse house;
    private final Minute end;
    private final Map<String, Map<Minute, Double>> stored;
    private final List<String> faults = new ArrayList<>();

    /** Over a copy of the gateway's database; what came before {@code end} counts. */
    DayAccount(Town town, DayHouse house, Path database, Minute end) throws SQLException {
        this.town = town;
        this.house = house;
        this.end = end;
        stored = flows(database, "s.name");
    }

    private Map<String, Map<Minute, Double>> flows(Path database, String name) throws SQLException {
        Map<String, Map<Minute, Double>> flows = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            ResultSet row = connection
                    .createStatement()
                    .executeQuery(
                            "SELECT " + name + ", r.minute, r.flow FROM reading r JOIN sensor s ON s.id = r.sensor"
                                    + " WHERE r.minute >= " + town.start().epochSecond() + " AND r.minute < "
                                    + end.epochSecond());
            while (row.next()) {
                flows.computeIfAbsent(row.getString(1), any -> new TreeMap<>())
                        .put(new Minute(row.getLong(2)), row.getDouble(3));
            }
        }
        return flows;
    }

    /** What is not as it must be, a sentence each. */
    List<String> faults() {
        return faults;
    }

    private Map<Minute, Double> stored(Meter meter) {
        return stored.getOrDefault(meter.name(), Map.of());
    }

    /** Every minute of the logger, whatever happened. */
    void files() {
        for (Meter meter : town.meters(Way.FILE)) {
            for (Minute minute = town.start(); minute.isBefore(end); minute = minute.plus(1)) {
                expect(meter, minute, FILE_STEP);
            }
        }
    }

    /** Every minute that was sent into an open port, and no other. */
    void line() {
        Set<Minute> heard = new HashSet<>(house.line().heard());
        for (Meter meter : town.meters(Way.LINE)) {
            heard.stream()
                    .filter(minute -> minute.isBefore(end) && !isNear(minute, house.edges(), EDGE_MINUTES))
                    .forEach(minute -> expect(meter, minute, LINE_STEP));
            stored(meter).keySet().stream()
                    .filter(minute -> !heard.contains(minute) && !isNear(minute, house.edges(), EDGE_MINUTES))
                    .forEach(minute -> faults.add(meter.name() + " " + minute + ": stored, never sent"));
        }
    }

    /**
     * Every minute while the gateway ran; the one in which its clock is set has no length that is known, and where the machine
     * stands still for half a second, time that runs so fast goes on for a minute without a look.
     */
    void bus() {
        int stalled = 0;
        for (Meter meter : town.meters(Way.BUS)) {
            for (Minute minute = first(meter); minute.isBefore(end); minute = minute.plus(1)) {
                if (!isOff(minute) && !isNear(minute, house.clockSet(), 1)) {
                    double flow = meter.flow(minute);
                    double within = BUS_SHARE * flow + steps(meter, minute);
                    double off = Math.abs(stored(meter).getOrDefault(minute, Double.NaN) - flow);
                    boolean isStalled = off > within && off < STALL_SHARE * flow && stalled < STALLED_MAX;
                    stalled += isStalled ? 1 : 0;
                    expect(meter, minute, isStalled ? STALL_SHARE * flow : within);
                }
            }
        }
        Rig.figure("day: %d minutes of the bus off by more than its looks allow, each by less than a tenth", stalled);
    }

    private Minute first(Meter meter) {
        return stored(meter).keySet().stream().findFirst().orElse(town.start()).plus(EDGE_MINUTES);
    }

    /** A look each ten seconds sees a minute up to ten seconds long or short of its neighbours. */
    private static double steps(Meter meter, Minute minute) {
        double flow = meter.flow(minute);
        return 0.35
                * Math.max(Math.abs(flow - meter.flow(minute.plus(-1))), Math.abs(flow - meter.flow(minute.plus(1))));
    }

    private void expect(Meter meter, Minute minute, double within) {
        Double flow = stored(meter).get(minute);
        if (flow == null) {
            faults.add(meter.name() + " " + minute + ": not stored");
        } else if (Math.abs(flow - meter.flow(minute)) > within) {
            faults.add(meter.name() + " " + minute + ": " + flow + " stored, it was " + meter.flow(minute));
        }
    }

    private static boolean isNear(Minute minute, List<Instant> times, int minutes) {
        return times.stream()
                .anyMatch(time -> !minute.plus(minutes).isBefore(Minute.containing(time))
                        && !Minute.containing(time).plus(minutes).isBefore(minute));
    }

    private boolean isOff(Minute minute) {
        return house.off().stream()
                .anyMatch((Span span) -> !minute.plus(EDGE_MINUTES).isBefore(Minute.containing(span.from()))
                        && !Minute.containing(span.to()).plus(EDGE_MINUTES).isBefore(minute));
    }

    /**
     * Every reading at the device once, by itself or in a row that stands for ten minutes; no number is missing but those of
     * rows that such rows stand for.
     */
    void device(Path csv) throws IOException {
        Map<String, Set<Minute>> delivered = new TreeMap<>();
        Map<String, Long> last = new TreeMap<>();
        long missing = 0;
        long thinned = 0;
        for (String line : Files.readAllLines(csv)) {
            String[] fields = line.split(",");
            String lane = fields[0].equals("E") ? "alerts" : "results";
            long number = Long.parseLong(fields[2]);
            long next = last.getOrDefault(lane, 0L) + 1;
            if (number < next || (number > next && lane.equals("alerts"))) {
                faults.add("device: " + lane + " " + number + " after " + last.get(lane));
            }
            missing += number - next;
            thinned += fields[0].equals("T") ? Integer.parseInt(fields[6]) : 0;
            last.put(lane, number);
            if (fields[0].equals("R") || fields[0].equals("T")) {
                int span = fields[0].equals("T") ? Integer.parseInt(fields[5]) : 1;
                Minute from = new Minute(Long.parseLong(fields[4]));
                for (Minute minute = from; minute.isBefore(from.plus(span)); minute = minute.plus(1)) {
                    deliver(fields[3], minute, span, delivered);
                }
            }
        }
        boolean forecastsGo = thinned > 0; // those of past hours, with the minutes beside them
        if (missing < thinned || missing > thinned + (forecastsGo ? stored.size() : 0)) {
            faults.add("device: " + missing + " numbers are missing, rows of ten minutes stand for " + thinned);
        }
        stored.forEach((sensor, flows) -> flows.keySet().stream()
                .filter(minute -> !delivered.getOrDefault(sensor, Set.of()).contains(minute))
                .forEach(minute -> faults.add(sensor + " " + minute + ": not at the device")));
    }

    private void deliver(String sensor, Minute minute, int span, Map<String, Set<Minute>> delivered) {
        boolean isNew =
                delivered.computeIfAbsent(sensor, any -> new HashSet<>()).add(minute);
        if (!isNew && span == 1) {
            faults.add(sensor + " " + minute + ": twice at the device");
        }
    }

    /** Every reading at the fleet as it is at the gateway, and no other. */
    void fleet(Path database) throws SQLException {
        Map<String, Map<Minute, Double>> there = flows(database, "substr(s.name, instr(s.name, '.') + 1)");
        stored.forEach((sensor, flows) -> flows.forEach((minute, flow) -> {
            Double other = there.getOrDefault(sensor, Map.of()).get(minute);
            if (!flow.equals(other)) {
                faults.add(sensor + " " + minute + ": " + other + " at the fleet, " + flow + " here");
            }
        }));
        there.forEach((sensor, flows) -> flows.keySet().stream()
                .filter(minute -> !stored.getOrDefault(sensor, Map.of()).containsKey(minute))
                .forEach(minute -> faults.add(sensor + " " + minute + ": at the fleet alone")));
    }

    /** Events that began, and whether they have ended, in their order. */
    static List<String> alerts(Path database, Minute since) throws SQLException {
        List<String> alerts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            ResultSet row = connection
                    .createStatement()
                    .executeQuery("SELECT sensor, event, is_end FROM alert WHERE minute >= " + since.epochSecond()
                            + " ORDER BY sensor, number");
            while (row.next()) {
                alerts.add(row.getString(1) + " " + row.getString(2) + (row.getBoolean(3) ? " ends" : ""));
            }
        }
        return alerts;
    }
}
