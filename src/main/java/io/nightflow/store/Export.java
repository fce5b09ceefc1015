package io.nightflow.store;

import io.nightflow.reading.AlertWords;
import io.nightflow.reading.Reason;
import io.nightflow.reading.SensorId;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * History as CSV: one line of names, then a line a row, oldest first. Times are UTC, an absent value is empty; the label of
 * the sensor, where it is asked for, stands last.
 */
public final class Export {
    /** What can be exported. */
    public enum What {
        /** Readings: m3/h, bar, quality in words. */
        READINGS(
                "time,sensor,flow,pressure,quality",
                "SELECT r.minute AS time, s.name AS sensor, r.flow, r.pressure, CASE r.quality WHEN 0 THEN 'good' WHEN 1"
                        + " THEN 'unchecked' WHEN 2 THEN 'estimated-time' WHEN 4 THEN 'interval' ELSE 'estimated' END AS quality FROM reading r JOIN"
                        + " sensor s ON s.id = r.sensor WHERE r.minute >= ? AND r.minute < ? ORDER BY r.minute, s.name"),
        /** How registers of meters stood, m3, to the second. */
        REGISTERS(
                "time,sensor,total,exchanged",
                "SELECT r.second AS time, s.name AS sensor, r.total, r.exchanged FROM meter_register r JOIN sensor s ON"
                        + " s.id = r.sensor WHERE r.minute >= ? AND r.minute < ? ORDER BY r.minute, s.name"),
        /** Stages of the detection methods, where any is not normal. */
        OUTLIERS(
                "time,sensor,flow_stages,pressure_stages,flow_reason,pressure_reason",
                "SELECT o.minute AS time, s.name AS sensor, o.flow_stages, o.pressure_stages, o.flow_reason,"
                        + " o.pressure_reason FROM outlier o JOIN sensor s ON s.id = o.sensor WHERE o.minute >= ? AND"
                        + " o.minute < ? ORDER BY o.minute, s.name"),
        /** Means of ten minutes in the night, m3/h. */
        NIGHT_FLOW(
                "time,sensor,mean,minutes",
                "SELECT n.minute AS time, s.name AS sensor, n.mean, n.minutes FROM night_flow n JOIN sensor s ON s.id ="
                        + " n.sensor WHERE n.minute >= ? AND n.minute < ? ORDER BY n.minute, s.name"),
        /** Starts and ends of events. */
        ALERTS(
                "time,sensor,quantity,method,stage,event,state,value,expected,minutes,volume,reason",
                "SELECT minute AS time, sensor, quantity, method, stage, event, CASE is_end WHEN 1 THEN 'end' ELSE 'start'"
                        + " END AS state, value, expected, minutes, volume, reason FROM alert WHERE minute >= ? AND minute"
                        + " < ? ORDER BY number");

        private final String header;
        private final String sql;

        What(String header, String sql) {
            this.header = header;
            this.sql = sql;
        }

        /** The names of its columns, as its first line. */
        public String header() {
            return header;
        }

        /** The names of the columns that stand behind them for people. */
        private String forPeople() {
            return header.endsWith("reason") ? ",label,said" : ",label";
        }

        /** Whether a first line names its columns. */
        boolean isNamedBy(String firstLine) {
            return Stream.of("", ",label", forPeople()) // with a label alone: of before 1.0.0
                    .anyMatch(behind -> firstLine.equals(header + behind));
        }

        /** As on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** All words. */
        public static String words() {
            return Arrays.stream(values()).map(What::word).collect(Collectors.joining(", "));
        }
    }

    private static final String GUARD = "'";
    private static final String FORMULA = "=+-@\t\r";

    private final Database database;
    private final @Nullable AlertWords words; // null for none

    /** Of a database, without words for people. */
    public Export(Database database) {
        this(database, null);
    }

    /** The same, and in the last columns the label of each sensor and what its reasons say. */
    public Export(Database database, @Nullable AlertWords words) {
        this.database = database;
        this.words = words;
    }

    /** Hands out the lines of what lies from a time up to, not including, another; gives the number of rows. */
    public long write(What what, Instant from, Instant to, Consumer<String> lines) {
        return database.read("exporting " + what.word(), connection -> {
            try (PreparedStatement statement = connection.prepareStatement(what.sql)) {
                statement.setLong(1, from.getEpochSecond());
                statement.setLong(2, to.getEpochSecond());
                lines.accept(what.header + (words == null ? "" : what.forPeople()));
                return write(statement.executeQuery(), lines);
            }
        });
    }

    private long write(ResultSet rows, Consumer<String> lines) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        boolean[] isReason = new boolean[columns + 1];
        for (int i = 1; i <= columns; i++) {
            isReason[i] = rows.getMetaData().getColumnName(i).endsWith("reason");
        }
        StringBuilder line = new StringBuilder();
        long count = 0;
        for (; rows.next(); count++) {
            line.setLength(0);
            line.append(Instant.ofEpochSecond(rows.getLong(1)));
            for (int i = 2; i <= columns; i++) {
                line.append(',').append(field(isReason[i] ? guarded(rows.getString(i)) : text(rows, i)));
            }
            if (words != null) {
                String sensor = rows.getString("sensor");
                String label = SensorId.tryParse(sensor).map(words::label).orElse(sensor);
                line.append(',').append(field(noFormula(label)));
                String said = said(rows, isReason, words);
                line.append(said == null ? "" : ',' + field(noFormula(said)));
            }
            lines.accept(line.toString());
        }
        return count;
    }

    /** Null where the table has no reasons. */
    private static @Nullable String said(ResultSet rows, boolean[] isReason, AlertWords words) throws SQLException {
        Reason all = null;
        for (int i = 1; i < isReason.length; i++) {
            if (isReason[i]) {
                String stored = rows.getString(i);
                Reason one = stored == null ? Reason.NONE : Reason.parse(stored);
                all = all == null ? one : all.and(one);
            }
        }
        return all == null ? null : words.sentence(all);
    }

    /** A real with all its digits: SQLite's own text has 15 of them, and would come back as another one. */
    private static @Nullable String text(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column) instanceof Double real
                ? BigDecimal.valueOf(real).toPlainString()
                : rows.getString(column);
    }

    /** A reason that is no formula and comes back as it was: {@link #unguarded}. */
    private static @Nullable String guarded(@Nullable String reason) {
        if (reason == null) {
            return null;
        }
        return reason.startsWith(GUARD) ? GUARD + reason : noFormula(reason);
    }

    /** A reason as it was. */
    static String unguarded(String text) {
        boolean isGuarded =
                text.length() > 1 && text.startsWith(GUARD) && (FORMULA + GUARD).indexOf(text.charAt(1)) >= 0;
        return isGuarded ? text.substring(1) : text;
    }

    /** A field of CSV: quoted where it must be, empty for null. */
    public static String field(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return text.matches("[^,\"\\r\\n]*") ? text : quoted(text);
    }

    /** What a meter or a person wrote is text: a spreadsheet must not take it for a formula. */
    public static String noFormula(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? GUARD + text : text;
    }

    /** A text in quotes. */
    public static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
