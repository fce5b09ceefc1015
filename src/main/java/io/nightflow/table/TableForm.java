package io.nightflow.table;

import io.nightflow.reading.Quantity;
import io.nightflow.reading.RegisterUnit;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was understood of a table, and what is not sure. */
public final class TableForm {
    final Layout layout;
    final NumberForm numbers;
    final TimeForm times;
    final List<ValueColumn> columns;
    final Charset charset;
    private final List<String> doubts;
    private final Span span;
    final RowWords.Parameters parameters;
    private final boolean hasLooksWithinMinutes;

    /** What the values of a column are. */
    public enum Kind {
        /** Means of flow or pressure. */
        MEAN,
        /** A register, which only counts. */
        REGISTER,
        /** The volume of each row's interval. */
        VOLUME
    }

    /**
     * A column of values.
     *
     * @param index of the column.
     * @param name as it stands in the file.
     * @param sensor whose values they are; empty where another column says so.
     * @param quantity of them.
     * @param unit that its name gives.
     * @param kind of them.
     * @param count what one count is, of a register or a volume.
     */
    public record ValueColumn(
            int index,
            String name,
            Optional<SensorId> sensor,
            Quantity quantity,
            Optional<Unit> unit,
            Kind kind,
            Optional<RegisterUnit> count) {
        /** Whether the file says of which quantity it is, and nothing else can be read in it. */
        public boolean saysQuantity() {
            return kind != Kind.MEAN
                    || unit.isPresent()
                    || quantity == Quantity.PRESSURE
                    || ColumnName.of(name).meaning() == ColumnName.Meaning.FLOW;
        }

        private String words() {
            String of = count.map(each -> " in " + each.symbol()).orElse("");
            return switch (kind) {
                case REGISTER -> "a register" + of + ", which becomes flow";
                case VOLUME -> "the volume of each row" + of + ", which becomes flow";
                case MEAN ->
                    quantity.word() + unit.map(each -> " in " + each.symbol()).orElse("");
            };
        }
    }

    /** Whether each row says of which quantity its value is. */
    public boolean saysQuantityByRow() {
        return parameters.quantity() >= 0;
    }

    /**
     * What the rows span.
     *
     * @param rows of data.
     * @param first the earliest time.
     * @param last the latest time.
     * @param interval from one time to the next; zero where there is one time only.
     * @param isRegular whether nearly all rows lie so far apart.
     */
    record Span(long rows, Instant first, Instant last, Duration interval, boolean isRegular) {
        /** The same of single minutes. */
        Span ofMinutes() {
            return new Span(rows, first, last, Duration.ofMinutes(1), isRegular);
        }
    }

    TableForm(
            Layout layout,
            NumberForm numbers,
            TimeForm times,
            List<ValueColumn> columns,
            Charset charset,
            List<String> doubts,
            Span span,
            RowWords.Parameters parameters,
            boolean hasLooksWithinMinutes) {
        this.hasLooksWithinMinutes = hasLooksWithinMinutes;
        this.layout = layout;
        this.numbers = numbers;
        this.times = times;
        this.columns = columns;
        this.charset = charset;
        this.doubts = doubts;
        this.span = span;
        this.parameters = parameters;
    }

    /** What is not sure, each with the option that settles it. */
    public List<String> doubts() {
        return doubts;
    }

    /** Rows of data. */
    public long rows() {
        return span.rows();
    }

    /** Whether most minutes have several rows, of which only the minute is said. */
    public boolean hasLooksWithinMinutes() {
        return hasLooksWithinMinutes;
    }

    /** From one time to the next, as it is most often; zero where there is one time only. */
    public Duration interval() {
        return span.interval();
    }

    /** The earliest time. */
    public Instant first() {
        return span.first();
    }

    /** The latest time. */
    public Instant last() {
        return span.last();
    }

    /** The columns of values. */
    public List<ValueColumn> columns() {
        return columns;
    }

    /** What one count of its registers is; empty where it has none. */
    public Optional<RegisterUnit> registerUnit() {
        return columns.stream()
                .filter(column -> column.kind() == Kind.REGISTER)
                .findFirst()
                .flatMap(ValueColumn::count);
    }

    /** Whether time runs backwards in it. */
    public boolean isNewestFirst() {
        return times.newestFirst();
    }

    /** Whether a column names the sensor of each row. */
    public boolean isLong() {
        return layout.sensor() >= 0;
    }

    /** What is understood, a line each. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        words.add("text in " + charset + ", fields parted by " + delimiter() + ", decimal "
                + (numbers.decimal() == ',' ? "comma" : "point")
                + (layout.header() == 0 ? ", no line of names" : ", names in line " + layout.header()));
        words.add("times" + (layout.times().size() > 1 ? " in two columns" : "") + " of " + times.zone() + ", "
                + span.first() + " to " + span.last() + ", " + rows() + " rows, "
                + (interval().isZero() ? "one time" : "one each " + text(interval()))
                + (times.newestFirst() ? ", the newest first" : ""));
        if (isLong()) {
            words.add(
                    "sensors as column '" + layout.names().get(layout.sensor()).text() + "' names them");
        }
        columns.forEach(column -> words.add("column '" + column.name() + "' -> "
                + column.sensor().map(sensor -> "sensor " + sensor + ", ").orElse("")
                + (parameters.quantity() < 0
                        ? column.words()
                        : "flow or pressure, as column '"
                                + layout.names().get(parameters.quantity()).text() + "' says")));
        doubts.forEach(doubt -> words.add("not sure: " + doubt));
        return words;
    }

    private String delimiter() {
        return switch (layout.delimiter()) {
            case ',' -> "commas";
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            default -> "'" + layout.delimiter() + "'";
        };
    }

    private static String text(Duration interval) {
        long seconds = interval.toSeconds();
        return seconds % 3_600 == 0
                ? seconds / 3_600 + " h"
                : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
