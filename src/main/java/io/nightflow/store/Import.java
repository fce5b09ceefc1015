package io.nightflow.store;

import io.nightflow.reading.EventKind;
import io.nightflow.reading.Method;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.store.Export.What;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Export} has written, back into its table as it stood: found before, so it is neither judged nor told again.
 * Readings come back through the route that collects them.
 */
public final class Import {
    private enum Kind {
        TIME,
        SENSOR,
        NAME,
        TEXT,
        STAGES,
        QUANTITY,
        METHOD,
        EVENT,
        STATE,
        INTEGER,
        REAL
    }

    private record Target(What what, List<Kind> kinds, String sql) {}

    private static final List<Target> TARGETS = List.of(
            new Target(
                    What.REGISTERS,
                    List.of(Kind.TIME, Kind.SENSOR, Kind.REAL, Kind.INTEGER),
                    "INSERT OR REPLACE INTO meter_register (second, minute, sensor, total, exchanged)"
                            + " VALUES (?1, ?1 - ?1 % 60, ?2, ?3, ?4)"),
            new Target(
                    What.OUTLIERS,
                    List.of(Kind.TIME, Kind.SENSOR, Kind.STAGES, Kind.STAGES, Kind.TEXT, Kind.TEXT),
                    "INSERT OR REPLACE INTO outlier (minute, sensor, flow_stages, pressure_stages, flow_reason,"
                            + " pressure_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
            new Target(
                    What.NIGHT_FLOW,
                    List.of(Kind.TIME, Kind.SENSOR, Kind.REAL, Kind.INTEGER),
                    "INSERT OR REPLACE INTO night_flow (minute, sensor, mean, minutes) VALUES (?1, ?2, ?3, ?4)"),
            new Target(
                    What.ALERTS,
                    List.of(
                            Kind.TIME,
                            Kind.NAME,
                            Kind.QUANTITY,
                            Kind.METHOD,
                            Kind.INTEGER,
                            Kind.EVENT,
                            Kind.STATE,
                            Kind.REAL,
                            Kind.REAL,
                            Kind.INTEGER,
                            Kind.REAL,
                            Kind.TEXT),
                    "INSERT OR IGNORE INTO alert (minute, sensor, quantity, method, stage, event, is_end, value,"
                            + " expected, minutes, volume, reason, staged) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
                            + " ?8, ?9, ?10, ?11, ?12, 1)"));

    private final Database database;
    private final SensorTable sensors;

    /** Into a database, with a bound for the number of unlisted sensors. */
    public Import(Database database, int unlistedMax) {
        this.database = database;
        this.sensors = new SensorTable(unlistedMax);
    }

    /** Is told what is wrong. */
    @FunctionalInterface
    public interface Faults {
        /** In the row with this place in its group: which rule was broken, and by what. */
        void wrong(int row, String rule, String got);
    }

    /** The table that a first line is of, with labels or without; empty where it is none of ours, or one of readings. */
    public static Optional<What> recognised(String firstLine) {
        return TARGETS.stream()
                .map(Target::what)
                .filter(what -> what.isNamedBy(firstLine.strip()))
                .findFirst();
    }

    /** Adds rows; gives how many are there, once they are on the disk. */
    public int add(What what, List<List<String>> rows, Faults faults) {
        Target target =
                TARGETS.stream().filter(each -> each.what() == what).findFirst().orElseThrow();
        return database.write(connection -> add(connection, target, rows, faults))
                .join();
    }

    /** After all rows of a table: an export of before has sentences where the end of an event is found by its kind. */
    public void end(What what) {
        if (what == What.ALERTS) {
            int unused = database.write(connection -> {
                        int changed = 0;
                        for (String sql : SchemaText.statements("0107-reasons.sql")) {
                            changed += BoundSql.update(connection, sql);
                        }
                        return changed;
                    })
                    .join();
        }
    }

    private int add(Connection connection, Target target, List<List<String>> rows, Faults faults) throws SQLException {
        SensorTable.Ids ids = sensors.open(connection);
        int count = 0;
        try (PreparedStatement statement = connection.prepareStatement(target.sql)) {
            for (int i = 0; i < rows.size(); i++) {
                String fault = bind(statement, target, rows.get(i), ids);
                if (fault == null) {
                    statement.executeUpdate();
                    count++;
                } else {
                    faults.wrong(i, fault, String.join(",", rows.get(i)));
                }
            }
        }
        return count;
    }

    private static @Nullable String bind(
            PreparedStatement statement, Target target, List<String> row, SensorTable.Ids ids) throws SQLException {
        if (row.size() != target.kinds.size()) {
            return "must have " + target.kinds.size() + " fields";
        }
        for (int i = 0; i < row.size(); i++) {
            if (!bind(statement, i + 1, target.kinds.get(i), row.get(i), ids)) {
                return "field " + (i + 1) + ": cannot be read";
            }
        }
        return null;
    }

    private static boolean bind(PreparedStatement statement, int index, Kind kind, String text, SensorTable.Ids ids)
            throws SQLException {
        try {
            switch (kind) {
                case TIME -> statement.setLong(index, Instant.parse(text).getEpochSecond());
                case INTEGER -> statement.setLong(index, Long.parseLong(text));
                case REAL -> {
                    if (text.isEmpty()) {
                        statement.setNull(index, Types.REAL);
                    } else {
                        statement.setDouble(index, Double.parseDouble(text));
                    }
                }
                case STATE -> statement.setBoolean(index, text.equals("end"));
                case SENSOR -> {
                    Optional<SensorId> sensor = SensorId.tryParse(text);
                    OptionalInt id = sensor.isPresent() ? ids.of(sensor.get()) : OptionalInt.empty();
                    if (id.isEmpty()) {
                        return false;
                    }
                    statement.setInt(index, id.getAsInt());
                }
                case TEXT -> statement.setString(index, Export.unguarded(text));
                case NAME, STAGES, QUANTITY, METHOD, EVENT -> statement.setString(index, text);
            }
            return isKnown(kind, text);
        } catch (DateTimeException | NumberFormatException e) {
            return false;
        }
    }

    private static boolean isKnown(Kind kind, String text) {
        return switch (kind) {
            case NAME -> SensorId.isValid(text);
            case STAGES -> text.matches("[0-5]{3,4}");
            case QUANTITY -> Quantity.find(text).isPresent();
            case METHOD -> Method.find(text).isPresent();
            case EVENT -> EventKind.find(text).isPresent();
            case STATE -> text.equals("start") || text.equals("end");
            case TIME, SENSOR, TEXT, INTEGER, REAL -> true;
        };
    }
}
