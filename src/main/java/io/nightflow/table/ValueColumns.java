package io.nightflow.table;

import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.table.ColumnName.Meaning;
import io.nightflow.table.TableForm.Kind;
import io.nightflow.table.TableForm.ValueColumn;
import io.nightflow.table.TableOptions.Holds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which columns hold flow or pressure, and of whom. */
final class ValueColumns {
    private static final Set<String> FACTORS =
            Set.of("multiplier", "factor", "faktor", "multiplikator", "facteur", "fattore", "배율", "계수");

    private final Layout layout;
    private final TableOptions options;
    private final List<String> doubts;
    private final List<Rising> rising;
    private final RowWords words;
    private final Map<Integer, Kind> kinds = new HashMap<>();

    ValueColumns(Layout layout, TableOptions options, List<String> doubts, List<Rising> rising, RowWords words) {
        this.words = words;
        this.layout = layout;
        this.options = options;
        this.doubts = doubts;
        this.rising = rising;
    }

    List<ValueColumn> resolved() throws UnreadableTableException {
        List<Integer> values = new ArrayList<>();
        for (int index : layout.numbers()) {
            refuseFactor(index);
            boolean isRow = name(index).text().equalsIgnoreCase("index")
                    && rising.get(layout.numbers().indexOf(index)).isOfRows();
            Meaning meaning = isRow ? Meaning.OTHER : name(index).meaning();
            if (meaning == Meaning.OTHER) {
                doubts.add("column '" + name(index).text() + "' is left out: --columns names it otherwise");
            } else if (meaning != Meaning.TIME && meaning != Meaning.QUALITY && meaning != Meaning.PARAMETER) {
                requireUnit(name(index));
                values.add(index);
            }
        }
        if (values.isEmpty()) {
            throw new UnreadableTableException("has no column of numbers beside its times");
        }
        layout.texts().stream()
                .map(this::name)
                .filter(name -> name.meaning() == Meaning.FLOW || name.meaning() == Meaning.PRESSURE)
                .forEach(name -> doubts.add("column '" + name.text() + "' holds no numbers and is left out"));
        kinds(values);
        List<ValueColumn> columns = layout.sensor() >= 0 ? ofRows(values) : ofColumns(values);
        refuseDoubles(columns);
        return columns;
    }

    private void refuseFactor(int index) throws UnreadableTableException {
        boolean isFactor = FACTORS.contains(name(index).text().toLowerCase(Locale.ROOT));
        if (isFactor && !rising.get(layout.numbers().indexOf(index)).isOne()) {
            throw new UnreadableTableException("has a column '" + name(index).text()
                    + "' that is not 1 throughout: multiply the values by it, and take it away");
        }
    }

    /** What is a register is asked for where nothing says so: to guess would make a flow out of a count. */
    private void kinds(List<Integer> values) throws UnreadableTableException {
        for (int index : values) {
            Rising seen = rising.get(layout.numbers().indexOf(index));
            ColumnName name = name(index);
            boolean counts = name.meaning() == Meaning.TOTAL || name.meaning() == Meaning.VOLUME;
            boolean looksLike = name.meaning() == Meaning.UNKNOWN && seen.isRegister();
            if (options.holds() == Holds.SERIES || !(counts || looksLike)) {
                continue;
            }
            boolean isSaid = name.register().or(options::total).isPresent() || words.unitColumn() >= 0;
            boolean isVolume = name.meaning() == Meaning.VOLUME
                    || (seen.isFalling()
                            && !ColumnName.isRegister(name.text())
                            && options.total().isEmpty());
            boolean isEither = isSaid
                    && !isVolume
                    && options.total().isEmpty()
                    && !ColumnName.isRegister(name.text())
                    && seen.mayBeVolumes();
            if (isEither) {
                throw new UnreadableTableException("has too few rows to tell whether column '" + name.text()
                        + "' is a register or the volume of each row: say --total, such as --total m3, or name it consumption by"
                        + " --columns");
            } else if (isSaid && isVolume) {
                doubt(name, "each of its values is taken for the volume of its row", name.meaning() == Meaning.TOTAL);
                kinds.put(index, Kind.VOLUME);
            } else if (isSaid) {
                doubt(name, "it falls at times, and is taken for a register all the same", !seen.neverFalls());
                kinds.put(index, Kind.REGISTER);
            } else {
                throw new UnreadableTableException("has a register in column '" + name.text() + "' ("
                        + (counts ? "by its name or unit" : "it counts up")
                        + ") and does not say what one count is: say --total m3, or --total \"100 L\" for a hundred litres, or"
                        + " write it into the name, such as dma [m3]; where it is a flow, name it so by --columns");
            }
        }
        if (options.total().isPresent() && !kinds.containsValue(Kind.REGISTER)) {
            if (values.size() != 1) {
                throw new UnreadableTableException(
                        "has no column that looks like a register: name it by --columns, such as dma total");
            }
            kinds.put(values.get(0), Kind.REGISTER);
        }
    }

    private void doubt(ColumnName name, String words, boolean is) {
        if (is) {
            doubts.add("column '" + name.text() + "': " + words);
        }
    }

    private Kind kind(int index) {
        return kinds.getOrDefault(index, Kind.MEAN);
    }

    private void requireUnit(ColumnName name) throws UnreadableTableException {
        if (name.hasUnknownUnit() && options.holds() != Holds.SERIES) {
            throw new UnreadableTableException(
                    "has a unit that is not known in column '" + name.text() + "': known are "
                            + Unit.symbols(Quantity.FLOW) + ", " + Unit.symbols(Quantity.PRESSURE)
                            + ". Name the columns by --columns");
        }
    }

    private ColumnName name(int index) {
        return layout.names().get(index);
    }

    /** A column names the sensor: the others say what they hold, or stand in the order flow, pressure without names. */
    private List<ValueColumn> ofRows(List<Integer> values) throws UnreadableTableException {
        boolean parameters = layout.names().stream().anyMatch(name -> name.meaning() == Meaning.PARAMETER);
        List<Integer> plain = values.stream()
                .filter(index -> name(index).meaning() == Meaning.UNKNOWN
                        && name(index).rest().isEmpty())
                .toList();
        int only = values.size() == 1 ? values.get(0) : plain.size() == 1 ? plain.get(0) : -1;
        if (words.parameters().quantity() >= 0 && only >= 0) {
            return List.of(column(only, Optional.empty(), Quantity.FLOW));
        }
        if (parameters && values.size() == 1) {
            throw new UnreadableTableException("has a row a quantity: write a column for flow and one for pressure");
        }
        List<ValueColumn> columns = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            ColumnName name = name(values.get(i));
            boolean unnamed = layout.header() == 0 && name.text().isEmpty() && kind(values.get(i)) == Kind.MEAN;
            if (unnamed && i < 2) {
                columns.add(column(values.get(i), Optional.empty(), i == 0 ? Quantity.FLOW : Quantity.PRESSURE));
            } else if (name.meaning() == Meaning.FLOW
                    || name.meaning() == Meaning.PRESSURE
                    || kind(values.get(i)) != Kind.MEAN) {
                columns.add(column(values.get(i), Optional.empty(), quantity(name)));
            } else if (values.size() == 1) {
                refuseOthers(name);
                doubts.add("column '" + name.text() + "' is taken for flow: --columns names it pressure where it is");
                columns.add(column(values.get(i), Optional.empty(), Quantity.FLOW));
            } else {
                doubts.add("column '" + name.text() + "' is left out: --columns names it flow or pressure where it is");
            }
        }
        if (columns.isEmpty()) {
            throw new UnreadableTableException("has no column named flow or pressure: name its columns by --columns");
        }
        return columns;
    }

    private void refuseOthers(ColumnName name) throws UnreadableTableException {
        if (words.ofOther().isPresent()) {
            throw new UnreadableTableException(
                    "has values of '" + words.ofOther().get() + "' in column '" + name.text()
                            + "', which does not say whether it holds flow or pressure: write a column for each");
        }
    }

    private List<ValueColumn> ofColumns(List<Integer> values) throws UnreadableTableException {
        List<ValueColumn> columns = new ArrayList<>();
        for (int index : values) {
            ColumnName name = name(index);
            boolean said = !options.sensor().isEmpty() && (values.size() == 1 || isBare(name));
            if (said) {
                columns.add(column(index, Optional.of(new SensorId(options.sensor())), quantity(name)));
                continue;
            }
            if (name.text().isEmpty()) {
                throw new UnreadableTableException(
                        "does not say whose its values are: say --sensor NAME, or name its columns by --columns time,NAME,..");
            }
            if (isBare(name)) {
                throw new UnreadableTableException("has a column '" + name.text()
                        + "' that says what it holds and not of which sensor: say --sensor NAME");
            }
            String of = names(name);
            SensorId sensor = ColumnName.sensor(of)
                    .orElseThrow(() -> new UnreadableTableException("has a column '" + name.text()
                            + "' of which no letter can stand in a sensor's name: name its columns by --columns"));
            if (!sensor.text().equals(of)) {
                doubts.add("column '" + name.text() + "' is stored as sensor " + sensor
                        + ": --columns names it otherwise");
            }
            columns.add(column(index, Optional.of(sensor), quantity(name)));
        }
        if (options.holds() == Holds.READINGS
                && !options.sensor().isEmpty()
                && columns.stream()
                        .noneMatch(column ->
                                column.sensor().map(SensorId::text).orElse("").equals(options.sensor()))) {
            throw new UnreadableTableException(
                    "has columns of several sensors, and --sensor names one: leave it out, or name"
                            + " the columns by --columns");
        }
        return columns;
    }

    private static boolean isBare(ColumnName name) {
        return name.rest().isEmpty();
    }

    /** The word flow is a part of a sensor's name where no column beside it says pressure of the same. */
    private String names(ColumnName name) {
        boolean plain = SensorId.isValid(name.text())
                && name.meaning() == Meaning.FLOW
                && name.unit().isEmpty();
        boolean paired = layout.names().stream()
                .anyMatch(other -> (other.meaning() == Meaning.PRESSURE || other.meaning() == Meaning.TOTAL)
                        && other.rest().equals(name.rest()));
        return plain && !paired ? name.text() : name.rest();
    }

    private ValueColumn column(int index, Optional<SensorId> sensor, Quantity quantity) {
        return new ValueColumn(
                index,
                name(index).text(),
                sensor,
                quantity,
                name(index).unit(),
                kind(index),
                name(index).register().or(options::total));
    }

    private static Quantity quantity(ColumnName name) {
        return name.meaning() == Meaning.PRESSURE ? Quantity.PRESSURE : Quantity.FLOW;
    }

    private static void refuseDoubles(List<ValueColumn> columns) throws UnreadableTableException {
        Map<String, String> seen = new HashMap<>();
        for (ValueColumn column : columns) {
            boolean counts = column.kind() == Kind.REGISTER; // it may stand beside the flow of the same meter
            String other = seen.put(column.sensor() + " " + column.quantity() + counts, column.name());
            if (other != null) {
                throw new UnreadableTableException(
                        "has two columns for the " + column.quantity().word() + " of "
                                + column.sensor().map(SensorId::text).orElse("a row") + ", '" + other + "' and '"
                                + column.name() + "': take one away, or name the columns by --columns");
            }
        }
    }
}
