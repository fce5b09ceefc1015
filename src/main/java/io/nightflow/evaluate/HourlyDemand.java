package io.nightflow.evaluate;

import io.nightflow.reading.Minute;
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
import java.util.Arrays;
import java.util.List;

/**
 * Hourly means of one zone.
 *
 * @param zone its name.
 * @param first the first hour.
 * @param flows m3/h from there on, one an hour (bar where pressures were asked for); NaN where it is missing.
 * @param minutes the values of the file, as often as they come.
 */
record HourlyDemand(String zone, Minute first, double[] flows, MinuteSeries minutes) {
    private static final long HOUR = 3_600;
    private static final long HOUR_MINUTES = 60;

    /**
     * Reads a table with a line an hour or each so many minutes.
     *
     * @param unit of columns that name none; columns of another quantity are left.
     * @throws IllegalArgumentException the table cannot be understood, or a line cannot be read; the message says why.
     */
    static List<HourlyDemand> read(Path file, ZoneId local, Unit unit) throws IOException {
        try {
            Table table = Table.of(() -> Files.newInputStream(file), TableOptions.ofInflow(local));
            if (table.form().registerUnit().isPresent()) {
                throw new UnreadableTableException(
                        "has a register: replay it into a database, and export the flow that becomes of it");
            }
            DemandRows rows = new DemandRows(table.form(), unit.quantity());
            try (TableReader reader = table.read((sensor, quantity) -> unit, HourlyDemand::refuse)) {
                for (List<TableReading> row = reader.next(); !row.isEmpty(); row = reader.next()) {
                    row.forEach(rows::add);
                }
            }
            return rows.zones();
        } catch (UnreadableTableException e) {
            throw new IllegalArgumentException("it " + e.getMessage(), e);
        }
    }

    /** The hours of a zone's values. */
    static HourlyDemand of(String zone, MinuteSeries minutes) {
        return new HourlyDemand(
                zone, minutes.first(), minutes.every((int) HOUR_MINUTES).flows(), minutes);
    }

    /** A time that the clocks never show, and a cell that is no number, are left out; any other fault ends it. */
    private static void refuse(long line, String rule, String got) {
        if (!rule.contains("does not exist")) {
            throw new IllegalArgumentException("line " + line + ": " + rule + " (got " + got + ")");
        }
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
