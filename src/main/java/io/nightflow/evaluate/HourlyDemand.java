package io.nightflow.evaluate;

import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.table.Table;
import io.nightflow.table.TableOptions;
import io.nightflow.table.TableReader;
import io.nightflow.table.TableReading;
import io.nightflow.table.UnreadableTableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
     * Reads a table with a line an hour or each so many minutes.
     *
     * @param unit of columns that name none.
     * @throws IllegalArgumentException the table cannot be understood, or a line cannot be read; the message says why.
     */
    static List<HourlyDemand> read(Path file, ZoneId local, Unit unit) throws IOException {
        try {
            Table table = Table.of(() -> Files.newInputStream(file), TableOptions.ofInflow(local));
            if (table.form().registerUnit().isPresent()) {
                throw new UnreadableTableException(
                        "has a register: replay it into a database, and export the flow that becomes of it");
            }
            List<String> names = table.form().columns().stream()
                    .map(column -> column.sensor().map(SensorId::text).orElse(column.name()))
                    .distinct()
                    .toList();
            return zones(names, rows(table, names, unit));
        } catch (UnreadableTableException e) {
            throw new IllegalArgumentException("it " + e.getMessage(), e);
        }
    }

    private static TreeMap<Long, double[]> rows(Table table, List<String> names, Unit unit) throws IOException {
        TreeMap<Long, double[]> rows = new TreeMap<>();
        try (TableReader reader = table.read((sensor, quantity) -> unit, HourlyDemand::refuse)) {
            for (List<TableReading> row = reader.next(); !row.isEmpty(); row = reader.next()) {
                for (TableReading reading : row) {
                    int column = names.indexOf(reading.sensor().text());
                    long minute = Math.floorDiv(reading.time().getEpochSecond(), MINUTE);
                    double[] values = rows.computeIfAbsent(minute, any -> unknown(names.size()));
                    values[Math.max(0, column)] = Double.isNaN(reading.flow()) ? reading.pressure() : reading.flow();
                }
            }
        }
        return rows;
    }

    /** A time that the clocks never show, and a cell that is no number, are left out; any other fault ends it. */
    private static void refuse(long line, String rule, String got) {
        if (!rule.contains("does not exist")) {
            throw new IllegalArgumentException("line " + line + ": " + rule + " (got " + got + ")");
        }
    }

    private static double[] unknown(int columns) {
        double[] values = new double[columns];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static List<HourlyDemand> zones(List<String> names, TreeMap<Long, double[]> rows) {
        int step = step(rows);
        long first = Math.floorDiv(rows.firstKey(), HOUR_MINUTES) * HOUR_MINUTES;
        int hours = Math.toIntExact(Math.floorDiv(rows.lastKey() - first, HOUR_MINUTES) + 1);
        List<HourlyDemand> zones = new ArrayList<>();
        for (int zone = 0; zone < names.size(); zone++) {
            double[] all = new double[hours * (int) (HOUR_MINUTES / step)];
            Arrays.fill(all, Double.NaN);
            int column = zone;
            rows.forEach((minute, values) -> all[Math.toIntExact((minute - first) / step)] = values[column]);
            MinuteSeries minutes = new MinuteSeries(new Minute(first * MINUTE), step, all);
            zones.add(new HourlyDemand(
                    names.get(zone),
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
