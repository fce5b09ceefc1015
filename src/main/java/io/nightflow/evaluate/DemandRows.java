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
import java.util.List;
import java.util.TreeMap;

/** The values of a table that are of the quantity that is asked for, by minutes and zones. */
final class DemandRows {
    private static final long MINUTE = 60;
    private static final long HOUR_MINUTES = 60;
    private static final double[] NONE = {};

    private final TreeMap<Long, double[]> rows = new TreeMap<>();
    private final List<String> zones = new ArrayList<>();
    private final boolean isByRow;
    private final boolean isPressure;

    /**
     * None yet.
     *
     * @throws UnreadableTableException no column can be of the quantity.
     */
    DemandRows(TableForm form, Quantity asked) throws UnreadableTableException {
        List<ValueColumn> said = of(form, asked);
        // a name without a word or a unit may be of anything: then it is of what is asked for
        List<ValueColumn> columns = said.isEmpty()
                ? form.columns().stream().filter(each -> !isSaid(each)).toList()
                : said;
        if (columns.isEmpty()) {
            ValueColumn first = form.columns().get(0);
            throw new UnreadableTableException("holds no " + asked.word() + ", which is asked for: the column '"
                    + first.name() + "' is of " + first.quantity().word());
        }
        isPressure = columns.get(0).quantity() == Quantity.PRESSURE;
        isByRow = columns.stream().anyMatch(column -> column.sensor().isEmpty());
        columns.forEach(column -> column.sensor().map(SensorId::text).ifPresent(this::zone));
    }

    private static List<ValueColumn> of(TableForm form, Quantity asked) {
        return form.columns().stream()
                .filter(column -> column.quantity() == asked)
                .toList();
    }

    private static boolean isSaid(ValueColumn column) {
        return column.quantity() == Quantity.PRESSURE
                || column.unit().isPresent()
                || column.kind() != TableForm.Kind.MEAN;
    }

    /** Adds what a row says of a zone. */
    void add(TableReading reading) {
        String zone = reading.sensor().text();
        if (isByRow || zones.contains(zone)) {
            int column = zone(zone);
            long minute = Math.floorDiv(reading.time().getEpochSecond(), MINUTE);
            row(minute)[column] = isPressure ? reading.pressure() : reading.flow();
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
        if (!zones.contains(name)) {
            zones.add(name);
        }
        return zones.indexOf(name);
    }

    /** Each zone by whole hours, the first and the last of the table. */
    List<HourlyDemand> zones() throws UnreadableTableException {
        if (rows.isEmpty()) {
            throw new UnreadableTableException("has no row with a value");
        }
        int step = step();
        long first = Math.floorDiv(rows.firstKey(), HOUR_MINUTES) * HOUR_MINUTES;
        int hours = Math.toIntExact(Math.floorDiv(rows.lastKey() - first, HOUR_MINUTES) + 1);
        List<HourlyDemand> all = new ArrayList<>();
        for (int zone = 0; zone < zones.size(); zone++) {
            double[] values = new double[hours * (int) (HOUR_MINUTES / step)];
            Arrays.fill(values, Double.NaN);
            int column = zone;
            rows.forEach((minute, row) -> {
                if (column < row.length) {
                    values[Math.toIntExact((minute - first) / step)] = row[column];
                }
            });
            all.add(HourlyDemand.of(zones.get(zone), new MinuteSeries(new Minute(first * MINUTE), step, values)));
        }
        return all;
    }

    /** The shortest time from one row to the next, in minutes; a whole part of an hour. */
    private int step() {
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
}
