package io.nightflow.evaluate;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.table.TableForm;
import io.nightflow.table.TableForm.ValueColumn;
import io.nightflow.table.TableReading;
import io.nightflow.table.UnreadableTableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The values of a table that are of the quantity that is asked for, by minutes and zones. */
final class DemandRows {
    private static final long MINUTE = 60;
    private static final long HOUR_MINUTES = 60;
    private static final double[] NONE = {};

    private final TreeMap<Long, double[]> rows = new TreeMap<>();
    private final Map<String, Integer> zones = new LinkedHashMap<>();
    private final boolean isByRow;
    private final boolean isPressure;

    /**
     * None yet.
     *
     * @throws UnreadableTableException no column can be of the quantity.
     */
    DemandRows(TableForm form, Quantity asked) throws UnreadableTableException {
        List<ValueColumn> columns = form.saysQuantityByRow() ? form.columns() : of(form, asked);
        if (columns.isEmpty()) {
            ValueColumn first = form.columns().get(0);
            throw new UnreadableTableException("holds no " + asked.word() + ", which is asked for: the column '"
                    + first.name() + "' is of " + first.quantity().word());
        }
        boolean isSaid = form.saysQuantityByRow() || columns.get(0).quantity() == asked;
        isPressure = isSaid && asked == Quantity.PRESSURE;
        isByRow = columns.stream().anyMatch(column -> column.sensor().isEmpty());
        columns.forEach(column -> column.sensor().map(SensorId::text).ifPresent(this::zone));
    }

    /** Columns of a quantity; else those that do not say what they are of, for then they are of what is asked for. */
    private static List<ValueColumn> of(TableForm form, Quantity asked) {
        List<ValueColumn> columns = form.columns().stream()
                .filter(column -> column.quantity() == asked)
                .toList();
        return columns.isEmpty()
                ? form.columns().stream()
                        .filter(column -> !column.saysQuantity())
                        .toList()
                : columns;
    }

    /** Adds what a row says of a zone, where it is of the quantity. */
    void add(TableReading reading) {
        String zone = reading.sensor().text();
        double value = isPressure ? reading.pressure() : reading.flow();
        if (!Double.isNaN(value) && (isByRow || zones.containsKey(zone))) {
            int column = zone(zone);
            row(Math.floorDiv(reading.time().getEpochSecond(), MINUTE))[column] = value;
        }
    }

    /** Those of a minute, with a place for each zone that is known by now. */
    private double[] row(long minute) {
        double[] before = rows.getOrDefault(minute, NONE);
        if (before.length == zones.size()) {
            return before;
        }
        double[] row = Arrays.copyOf(before, zones.size());
        Arrays.fill(row, before.length, row.length, Double.NaN);
        rows.put(minute, row);
        return row;
    }

    private int zone(String name) {
        int known = zones.size();
        return zones.computeIfAbsent(name, any -> known);
    }

    /** Each zone by whole hours, the first and the last of the table. */
    List<HourlyDemand> zones() throws UnreadableTableException {
        if (rows.isEmpty()) {
            throw new UnreadableTableException("has no row with a value");
        }
        long first = Math.floorDiv(rows.firstKey(), HOUR_MINUTES) * HOUR_MINUTES;
        int hours = Math.toIntExact(Math.floorDiv(rows.lastKey() - first, HOUR_MINUTES) + 1);
        List<HourlyDemand> all = new ArrayList<>();
        zones.forEach((name, column) -> all.add(HourlyDemand.of(name, minutes(column, first, hours))));
        return all;
    }

    private MinuteSeries minutes(int column, long first, int hours) {
        int step = step(column);
        double[] values = new double[hours * (int) (HOUR_MINUTES / step)];
        Arrays.fill(values, Double.NaN);
        rows.forEach((minute, row) -> {
            if (isKnown(row, column)) {
                values[Math.toIntExact((minute - first) / step)] = row[column];
            }
        });
        return new MinuteSeries(new Minute(first * MINUTE), step, values);
    }

    private static boolean isKnown(double[] row, int column) {
        return column < row.length && !Double.isNaN(row[column]);
    }

    /** The shortest time from one value of a zone to the next, in minutes; a whole part of an hour. */
    private int step(int column) {
        long step = HOUR_MINUTES;
        long last = rows.firstKey() - HOUR_MINUTES;
        for (Map.Entry<Long, double[]> row : rows.entrySet()) {
            if (isKnown(row.getValue(), column)) {
                step = Math.min(step, row.getKey() - last);
                last = row.getKey();
            }
        }
        while (HOUR_MINUTES % step != 0) {
            step--;
        }
        return (int) step;
    }
}
