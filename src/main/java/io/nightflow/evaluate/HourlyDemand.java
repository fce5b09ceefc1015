package io.nightflow.evaluate;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.Minute;
import io.nightflow.reading.TimeStamps;
import io.nightflow.reading.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hourly means of one zone.
 *
 * @param zone its name.
 * @param first the first hour.
 * @param flows m3/h from there on, one an hour; NaN where it is missing.
 */
record HourlyDemand(String zone, Minute first, double[] flows) {
    private static final long HOUR = 3_600;

    /**
     * Reads {@code timestamp,zone,zone,..} with a line an hour, or several, in local time.
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
        TreeMap<Long, HourSum> rows = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).strip().split(",", -1);
            if (!lines.get(i).isBlank()) {
                long hour = hour(fields, names.length, i + 1, times);
                double[] values = values(fields, i + 1, unit);
                rows.computeIfAbsent(hour, first -> new HourSum(values.length)).add(values);
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("line 2: must be a row (got nothing)");
        }
        return zones(names, rows);
    }

    /** The rows of an hour; a mean is of those that hold a number. */
    private record HourSum(double[] sums, int[] counts) {
        HourSum(int columns) {
            this(new double[columns], new int[columns]);
        }

        void add(double[] values) {
            for (int i = 0; i < values.length; i++) {
                if (!Double.isNaN(values[i])) {
                    sums[i] += values[i];
                    counts[i]++;
                }
            }
        }

        double mean(int column) {
            return counts[column] == 0 ? Double.NaN : sums[column] / counts[column];
        }
    }

    private static long hour(String[] fields, int columns, int line, TimeStamps times) {
        if (fields.length != columns) {
            throw new IllegalArgumentException(
                    "line " + line + ": must have " + columns + " fields (got " + fields.length + ")");
        }
        Instant time = times.read(fields[0])
                .orElseThrow(() -> new IllegalArgumentException(
                        "line " + line + ": must start with a time (got " + fields[0] + ")"));
        return Math.floorDiv(time.getEpochSecond(), HOUR);
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

    private static List<HourlyDemand> zones(String[] names, TreeMap<Long, HourSum> rows) {
        long first = rows.firstKey();
        int hours = Math.toIntExact(rows.lastKey() - first + 1);
        Map<String, double[]> flows = new HashMap<>();
        List<HourlyDemand> zones = new ArrayList<>();
        for (int zone = 1; zone < names.length; zone++) {
            double[] all = new double[hours];
            Arrays.fill(all, Double.NaN);
            int column = zone - 1;
            rows.forEach((hour, sum) -> all[Math.toIntExact(hour - first)] = sum.mean(column));
            if (flows.put(names[zone], all) != null) {
                throw new IllegalArgumentException("line 1: each zone must stand once (got " + names[zone] + ")");
            }
            zones.add(new HourlyDemand(names[zone], new Minute(first * HOUR), all));
        }
        return zones;
    }

    /** The mean of a span; NaN where nothing is known. */
    double mean(Minute from, Minute to) {
        return Arrays.stream(flows, index(from), index(to))
                .filter(flow -> !Double.isNaN(flow))
                .average()
                .orElse(Double.NaN);
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
