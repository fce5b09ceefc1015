package io.nightflow.evaluate;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.Minute;
import io.nightflow.reading.TimeStamps;
import io.nightflow.reading.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Hourly means of one zone.
 *
 * @param zone its name.
 * @param first the first hour.
 * @param flows m3/h from there on, one an hour; NaN where it is missing.
 * @param minutes the values of the file, as often as they come.
 */
record HourlyDemand(String zone, Minute first, double[] flows, MinuteSeries minutes) {
    private static final long HOUR = 3_600;
    private static final long HOUR_MINUTES = 60;
    private static final long MINUTE = 60;

    /**
     * Reads {@code timestamp,zone,zone,..} with a line an hour or each so many minutes, in local time.
     *
     * @throws IllegalArgumentException a line cannot be read; the message names it.
     */
    static List<HourlyDemand> parse(List<String> lines, ZoneId local, Unit unit) {
        String[] names = lines.isEmpty() ? new String[0] : lines.get(0).strip().split(",", -1);
        if (names.length < 2) {
            throw new IllegalArgumentException("line 1: must be timestamp,zone,zone,.. (got "
                    + (lines.isEmpty() ? "nothing" : lines.get(0)) + ")");
        }
        TimeStamps times = new TimeStamps(local, true);
        TreeMap<Long, double[]> rows = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).strip().split(",", -1);
            if (!lines.get(i).isBlank()) {
                rows.put(minute(fields, names.length, i + 1, times), values(fields, i + 1, unit));
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("line 2: must be a row (got nothing)");
        }
        return zones(names, rows);
    }

    private static long minute(String[] fields, int columns, int line, TimeStamps times) {
        if (fields.length != columns) {
            throw new IllegalArgumentException(
                    "line " + line + ": must have " + columns + " fields (got " + fields.length + ")");
        }
        Instant time = times.read(fields[0])
                .orElseThrow(() -> new IllegalArgumentException(
                        "line " + line + ": must start with a time of the clock of --zone (got " + fields[0] + ")"));
        return Math.floorDiv(time.getEpochSecond(), MINUTE);
    }

    private static double[] values(String[] fields, int line, Unit unit) {
        double[] values = new double[fields.length - 1];
        for (int i = 0; i < values.length; i++) {
            double value = Decimal.parse(fields[i + 1].strip());
            if (value == Decimal.MALFORMED) {
                throw new IllegalArgumentException("line " + line + ": must hold numbers (got " + fields[i + 1] + ")");
            }
            values[i] = unit.toStored(value);
        }
        return values;
    }

    private static List<HourlyDemand> zones(String[] names, TreeMap<Long, double[]> rows) {
        int step = step(rows);
        long first = Math.floorDiv(rows.firstKey(), HOUR_MINUTES) * HOUR_MINUTES;
        int hours = Math.toIntExact(Math.floorDiv(rows.lastKey() - first, HOUR_MINUTES) + 1);
        Set<String> seen = new HashSet<>();
        List<HourlyDemand> zones = new ArrayList<>();
        for (int zone = 1; zone < names.length; zone++) {
            double[] all = new double[hours * (int) (HOUR_MINUTES / step)];
            Arrays.fill(all, Double.NaN);
            int column = zone - 1;
            rows.forEach((minute, values) -> all[Math.toIntExact((minute - first) / step)] = values[column]);
            if (!seen.add(names[zone])) {
                throw new IllegalArgumentException("line 1: each zone must stand once (got " + names[zone] + ")");
            }
            MinuteSeries minutes = new MinuteSeries(new Minute(first * MINUTE), step, all);
            zones.add(new HourlyDemand(
                    names[zone],
                    minutes.first(),
                    minutes.every((int) HOUR_MINUTES).flows(),
                    minutes));
        }
        return zones;
    }

    /** The shortest time from one row to the next, in minutes; a whole part of an hour. */
    private static int step(TreeMap<Long, double[]> rows) {
        long step = HOUR_MINUTES;
        long last = rows.firstKey() - HOUR_MINUTES;
        for (long minute : rows.keySet()) {
            step = Math.min(step, minute - last);
            last = minute;
        }
        while (HOUR_MINUTES % step != 0) {
            step--;
        }
        return (int) step;
    }

    /** The mean of a span; NaN where nothing is known. */
    double mean(Minute from, Minute to) {
        return Arrays.stream(flows, index(from), index(to))
                .filter(flow -> !Double.isNaN(flow))
                .average()
                .orElse(Double.NaN);
    }

    /** On a straight line between the middles of two hours, {@code later} minutes after a minute; NaN where nothing is known. */
    double line(Minute minute, double later) {
        int hour = index(minute);
        if (hour >= flows.length) {
            return Double.NaN;
        }
        double here = flows[hour];
        double fromMiddle = (Math.floorMod(minute.epochSecond() / 60, 60) + later) / 60 - 0.5;
        int neighbour = hour + (fromMiddle < 0 ? -1 : 1);
        boolean known = neighbour >= 0 && neighbour < flows.length;
        double beside = known ? flows[neighbour] : here;
        return Double.isNaN(beside) ? here : here + (beside - here) * Math.abs(fromMiddle);
    }

    /** The index of the hour of a minute, within the series. */
    int index(Minute minute) {
        long hours = Math.floorDiv(minute.epochSecond() - first.epochSecond(), HOUR);
        return (int) Math.max(0, Math.min(flows.length, hours));
    }

    /** The end of the series. */
    Minute end() {
        return first.plus(60L * flows.length);
    }
}
