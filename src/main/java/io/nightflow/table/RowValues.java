package io.nightflow.table;

import io.nightflow.reading.Quantity;
import io.nightflow.reading.RegisterUnit;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.table.ColumnName.Meaning;
import io.nightflow.table.TableForm.Kind;
import io.nightflow.table.TableForm.ValueColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The numbers of a row, in m3/h, bar, and m3 of a register, by sensor; NaN where there is none. */
final class RowValues {
    /** Where a register stands, behind the quantities. */
    static final int TOTAL = Quantity.values().length;

    private static final double HOUR = 3_600;
    private static final double SAME = 1e-9;

    private final TableForm form;
    private final TableReader.Units units;
    private final TableReader.Faults faults;
    private final Map<String, ColumnName> parameters = new HashMap<>();
    private final Map<Integer, RowQuality> ratings = new HashMap<>();

    RowValues(TableForm form, TableReader.Units units, TableReader.Faults faults) {
        this.form = form;
        this.units = units;
        this.faults = faults;
        form.columns.forEach(column -> ratings.put(column.index(), RowQuality.beside(form.layout, column.index())));
    }

    Map<SensorId, double[]> of(Fields.Row row, Optional<SensorId> ofRow) {
        Map<SensorId, double[]> values = new LinkedHashMap<>();
        for (ValueColumn column : form.columns) {
            NumberCell cell = NumberCell.of(Layout.cell(row.fields(), column.index()));
            double value = number(row, column, cell);
            if (!Double.isNaN(value)) {
                SensorId sensor = ofRow.or(column::sensor).orElseThrow();
                int place = form.parameters.quantity() < 0 ? place(column) : place(row);
                double stored = place < 0 ? Double.NaN : stored(row, value, cell.unit(), sensor, column, place);
                if (!Double.isNaN(stored)) {
                    values.computeIfAbsent(sensor, any -> nothing())[place] = stored;
                }
            }
        }
        return values;
    }

    private static double[] nothing() {
        double[] all = new double[TOTAL + 1];
        Arrays.fill(all, Double.NaN);
        return all;
    }

    private double number(Fields.Row row, ValueColumn column, NumberCell cell) {
        if (Objects.requireNonNull(ratings.get(column.index())).isBad(row.fields())) {
            faults.wrong(
                    row.line(),
                    column.name() + ": its quality says that the value is bad",
                    ratings.get(column.index()).text(row.fields()));
            return Double.NaN;
        }
        double value = form.numbers.parse(cell.number());
        if (value == NumberForm.MALFORMED) {
            faults.wrong(row.line(), column.name() + ": must be a number", Layout.cell(row.fields(), column.index()));
            return Double.NaN;
        }
        return value;
    }

    private static int place(ValueColumn column) {
        return column.kind() == Kind.REGISTER ? TOTAL : column.quantity().ordinal();
    }

    /** Of a row a quantity; -1 where it is neither flow nor pressure. */
    private int place(Fields.Row row) {
        Meaning meaning = parameter(row).meaning();
        return meaning == Meaning.FLOW
                ? Quantity.FLOW.ordinal()
                : meaning == Meaning.PRESSURE ? Quantity.PRESSURE.ordinal() : -1;
    }

    private ColumnName parameter(Fields.Row row) {
        return parameters.computeIfAbsent(Layout.cell(row.fields(), form.parameters.quantity()), ColumnName::of);
    }

    private double stored(Fields.Row row, double value, String beside, SensorId sensor, ValueColumn column, int place) {
        String said = !beside.isEmpty() || form.parameters.unit() < 0
                ? beside
                : Layout.cell(row.fields(), form.parameters.unit());
        return switch (column.kind()) {
            case REGISTER -> value * count(row, column, said);
            case VOLUME ->
                value * count(row, column, said) * HOUR / form.interval().toSeconds();
            case MEAN -> mean(row, value, sensor, column, Quantity.values()[place], said);
        };
    }

    private double mean(
            Fields.Row row, double value, SensorId sensor, ValueColumn column, Quantity quantity, String said) {
        if (!said.isBlank()) {
            Optional<Unit> ofRow = Unit.find(quantity, said);
            if (ofRow.isEmpty()) {
                faults.wrong(row.line(), "unit: must be one of " + Unit.symbols(quantity), said);
                return Double.NaN;
            }
            return ofRow.get().toStored(value);
        }
        Optional<Unit> named =
                form.parameters.quantity() < 0 ? column.unit() : parameter(row).unit();
        return named.orElseGet(() -> units.of(sensor, quantity)).toStored(value);
    }

    /** m3 of a count; NaN where the row says another unit than was said of the file. */
    private double count(Fields.Row row, ValueColumn column, String said) {
        double m3 = column.count().map(RegisterUnit::m3).orElse(Double.NaN);
        if (said.isBlank()) {
            return m3;
        }
        double ofRow = RegisterUnit.find(said).map(RegisterUnit::m3).orElse(Double.NaN);
        boolean differs = !Double.isNaN(m3) && Math.abs(m3 - ofRow) > SAME * m3;
        boolean isOther = Double.isNaN(ofRow) || (differs && column.kind() == Kind.REGISTER);
        if (isOther) {
            faults.wrong(row.line(), "unit: must be a unit of volume, and the one that was said of the file", said);
        }
        return isOther ? Double.NaN : ofRow;
    }
}
