package io.nightflow.table;

import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The readings of a table, a row after the other, in constant memory. What is wrong in a row is told and left out. */
public final class TableReader implements AutoCloseable {
    /** Is told what is wrong. */
    @FunctionalInterface
    public interface Faults {
        /** In a line: which rule was broken, and by what. */
        void wrong(long line, String rule, String got);
    }

    /** The unit of what a sensor sends. */
    @FunctionalInterface
    public interface Units {
        /** Of this quantity. */
        Unit of(SensorId sensor, Quantity quantity);
    }

    private static final int SENSORS_MAX = 100_000;
    private final TableForm form;
    private final RowValues values;
    private final Faults faults;
    private final Counted counted;
    private final Fields fields;
    private final RowQuality quality;
    private final Map<String, Instant> before = new HashMap<>();
    private final Map<SensorId, String> named = new HashMap<>();
    private long rows;

    TableReader(Table.Source source, TableForm form, Units units, Faults faults) throws IOException {
        this.form = form;
        values = new RowValues(form, units, faults);
        this.faults = faults;
        counted = new Counted(source.open());
        fields = new Fields(TableText.open(counted, Optional.of(form.charset)).reader(), form.layout.delimiter());
        quality = RowQuality.of(form.layout);
    }

    /** Bytes read so far. */
    public long bytes() {
        return counted.bytes;
    }

    /** Rows read so far. */
    public long rows() {
        return rows;
    }

    /** The readings of the next row that has any; empty at the end. */
    public List<TableReading> next() throws IOException {
        for (Optional<Fields.Row> record = fields.next(); record.isPresent(); record = fields.next()) {
            if (record.get().line() < form.layout.firstRow()
                    || isNone(record.get().fields())) {
                continue;
            }
            rows++;
            List<TableReading> readings = row(record.get());
            if (!readings.isEmpty()) {
                return readings;
            }
        }
        return List.of();
    }

    /** A blank line, the names once more, or a comment: a sensor's name may begin with that sign as well. */
    private boolean isNone(List<String> row) {
        return row.stream().allMatch(String::isBlank)
                || form.layout.isNames(row)
                || (row.size() == 1 && row.get(0).matches("\\(\\d+ rows?\\)")) // as psql ends a table
                || (row.get(0).startsWith("#") && form.layout.time(row).isEmpty());
    }

    private List<TableReading> row(Fields.Row row) throws UnreadableTableException {
        int columns = form.layout.names().size();
        if (row.fields().stream().anyMatch(field -> field.indexOf('\n') >= 0)) {
            throw new UnreadableTableException("has a quote in line " + row.line() + " that does not end there");
        }
        if (row.fields().stream().skip(columns).anyMatch(field -> !field.isBlank())) {
            faults.wrong(
                    row.line(),
                    "must have " + columns + " fields",
                    String.valueOf(row.fields().size()));
            return List.of();
        }
        Optional<TimeText> text = form.layout.time(row.fields());
        String shown = form.layout.times().get(0) < row.fields().size()
                ? row.fields().get(form.layout.times().get(0))
                : "nothing";
        if (text.isEmpty()) {
            faults.wrong(row.line(), "time: must be one such as those of the rows before", shown);
            return List.of();
        }
        String key = form.layout.sensorText(row.fields());
        Optional<Instant> time = form.times.instant(text.get(), before.getOrDefault(key, Instant.EPOCH));
        if (time.isEmpty()) {
            faults.wrong(
                    row.line(),
                    "time: does not exist in " + form.times.zone()
                            + ". A logger that stays on winter time has a zone such" + " as --zone +01:00",
                    shown);
            return List.of();
        }
        if (before.size() < SENSORS_MAX || before.containsKey(key)) {
            before.put(key, time.get());
        }
        return readings(row, time.get());
    }

    private List<TableReading> readings(Fields.Row row, Instant time) {
        Optional<SensorId> ofRow = Optional.empty();
        if (form.isLong()) {
            ofRow = sensor(row);
            if (ofRow.isEmpty()) {
                return List.of();
            }
        }
        Map<SensorId, double[]> all = values.of(row, ofRow);
        Quality of = quality.of(row.fields());
        if (quality.isBad(row.fields())) {
            faults.wrong(row.line(), "quality: says that the value is bad", quality.text(row.fields()));
            return List.of();
        }
        List<TableReading> readings = new ArrayList<>();
        all.forEach((sensor, each) -> readings.add(new TableReading(
                sensor,
                time,
                each[Quantity.FLOW.ordinal()],
                each[Quantity.PRESSURE.ordinal()],
                each[RowValues.TOTAL],
                of)));
        return readings;
    }

    private Optional<SensorId> sensor(Fields.Row row) {
        String text = form.layout.sensorText(row.fields()).strip();
        Optional<SensorId> sensor = ColumnName.sensor(text);
        if (sensor.isEmpty()) {
            faults.wrong(row.line(), "sensor: must be 1 to 32 characters of A-Z a-z 0-9 _ . -", text);
            return sensor;
        }
        String other = named.size() < SENSORS_MAX ? named.putIfAbsent(sensor.get(), text) : named.get(sensor.get());
        if (other != null && !other.equals(text)) {
            faults.wrong(row.line(), "sensor: would have the name of another one, " + other, text);
            return Optional.empty();
        }
        return sensor;
    }

    @Override
    public void close() throws IOException {
        fields.close();
    }

    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            bytes += Math.max(0, count);
            return count;
        }
    }
}
