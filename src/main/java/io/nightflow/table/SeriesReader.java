package io.nightflow.table;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of a table with one column of values as a plain series, the wrong ones as well. */
public final class SeriesReader implements AutoCloseable {
    /**
     * A row.
     *
     * @param time as it stands there.
     * @param value as it stands there.
     * @param instant what the time says; empty where it is none.
     * @param number what the value says; NaN where it is missing or none.
     */
    public record Point(String time, String value, Optional<Instant> instant, double number) {}

    private final TableForm form;
    private final Fields fields;
    private Instant before = Instant.EPOCH;

    SeriesReader(Table.Source source, TableForm form) throws IOException {
        this.form = form;
        fields = new Fields(
                TableText.open(source.open(), Optional.of(form.charset)).reader(), form.layout.delimiter());
    }

    /** The next row; empty at the end. */
    public Optional<Point> next() throws IOException {
        for (Optional<Fields.Row> row = fields.next(); row.isPresent(); row = fields.next()) {
            if (row.get().line() >= form.layout.firstRow()
                    && row.get().fields().stream().anyMatch(field -> !field.isBlank())
                    && !row.get().fields().get(0).startsWith("#")) {
                return Optional.of(point(row.get().fields()));
            }
        }
        return Optional.empty();
    }

    private Point point(List<String> row) {
        Optional<Instant> instant = form.layout.time(row).flatMap(text -> form.times.instant(text, before));
        instant.ifPresent(time -> before = time);
        String value = Layout.cell(row, form.columns.get(0).index()).strip();
        double number = form.numbers.parse(value);
        return new Point(
                Layout.cell(row, form.layout.times().get(0)).strip(),
                value,
                instant,
                Double.isFinite(number) ? number : Double.NaN);
    }

    @Override
    public void close() throws IOException {
        fields.close();
    }
}
