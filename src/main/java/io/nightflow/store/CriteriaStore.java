package io.nightflow.store;

import io.nightflow.detect.CriteriaRecords;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Versions of the criteria of each sensor and quantity, and the history that they are built from. */
public final class CriteriaStore implements CriteriaRecords {
    private static final int LAST_HOURS = 24;

    private final Transactions database;

    /** Over this database. */
    public CriteriaStore(Transactions database) {
        this.database = database;
    }

    @Override
    public List<SensorId> sensors() {
        return database.read("reading sensors", connection -> {
            List<SensorId> sensors = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT name FROM sensor ORDER BY name");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sensors.add(new SensorId(row.getString(1)));
                }
            }
            return sensors;
        });
    }

    @Override
    public List<Version> versions() {
        return database.read("reading criteria", connection -> {
            List<Version> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(SELECT + " ORDER BY 1, 2, 3 DESC");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(version(row));
                }
            }
            return found;
        });
    }

    @Override
    public boolean hasValue(SensorId sensor, Quantity quantity, Minute day) {
        return database.read("reading history", connection -> {
            try (PreparedStatement statement =
                    OneSensor.of(connection, "1", quantity.word() + " IS NOT NULL LIMIT 1")) {
                OneSensor.set(statement, sensor, day, day.plus(LAST_HOURS * 60L));
                try (ResultSet row = statement.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public void history(SensorId sensor, Minute from, Minute to, Stage alert, History history) {
        database.read("reading history", connection -> {
            try (PreparedStatement statement = OneSensor.of(
                    connection,
                    "r.flow, r.pressure, r.judged, r.flow_stages, r.pressure_stages, r.minute",
                    ReadingFlags.MEASURED)) {
                OneSensor.set(statement, sensor, from, to);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        history.add(
                                new Minute(row.getLong(6)),
                                believed(row, 1, 2, 4, alert),
                                believed(row, 2, 4, 5, alert));
                    }
                }
            }
            return true;
        });
    }

    private static double believed(ResultSet row, int value, int faultBit, int stages, Stage alert)
            throws SQLException {
        boolean believed = (row.getInt(3) & faultBit) == 0 && highest(row.getInt(stages)) < alert.ordinal();
        return believed ? RealColumn.get(row, value) : Double.NaN;
    }

    private static int highest(int stages) {
        int highest = 0;
        for (int left = stages; left > 0; left /= 10) {
            int digit = left % 10;
            highest = digit < 5 ? Math.max(highest, digit) : highest;
        }
        return highest;
    }

    @Override
    public CompletableFuture<Integer> add(Version version, Adoption adoption) {
        return database.write(connection -> {
            int number = CriteriaTable.next(connection, version);
            Version numbered = version.numbered(number);
            CriteriaTable.insert(connection, numbered);
            CriteriaTable.use(connection, numbered, adoption);
            return number;
        });
    }

    @Override
    public CompletableFuture<Boolean> restore(SensorId sensor, Quantity quantity, int version, Adoption adoption) {
        return database.write(connection -> {
            Optional<Version> found = CriteriaTable.find(connection, sensor, quantity, version);
            if (found.isPresent()) {
                CriteriaTable.use(connection, found.get(), adoption);
            }
            return found.isPresent();
        });
    }

    static final String SELECT =
            "SELECT s.name, c.quantity, c.version, c.source, c.built_at, c.from_minute, c.to_minute,"
                    + " c.mean, c.deviation, c.window_share, c.profile, c.in_use FROM criteria c"
                    + " JOIN sensor s ON s.id = c.sensor AND c.quantity IN ('flow', 'pressure')";

    /** The query gives rows of quantities that this version knows only. */
    static Version version(ResultSet row) throws SQLException {
        return new Version(
                new SensorId(row.getString(1)),
                Quantity.find(row.getString(2)).orElseThrow(),
                row.getInt(3),
                row.getString(4),
                new Minute(row.getLong(5)),
                new Minute(row.getLong(6)),
                new Minute(row.getLong(7)),
                row.getDouble(8),
                row.getDouble(9),
                row.getDouble(10),
                row.getBytes(11),
                row.getBoolean(12));
    }
}
