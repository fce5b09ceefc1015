package io.nightflow.store;

import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The names of sensors; to be changed while no gateway runs, for that keeps them in memory. */
public final class SensorNames {
    /** Tables that name a sensor by its text. */
    private static final List<String> BY_TEXT =
            List.of("alert", "answer", "planned_work", "held_reading", "early_reading");

    private final Database database;

    /** Of a database. */
    public SensorNames(Database database) {
        this.database = database;
    }

    /** Gives a sensor another name; what is wrong, empty where nothing is. */
    public CompletableFuture<String> rename(SensorId from, SensorId to) {
        return database.write(connection -> {
            if (!exists(connection, from)) {
                return "there is no such sensor in the database";
            }
            if (exists(connection, to)) {
                return "there is a sensor " + to + " already";
            }
            run(connection, "UPDATE sensor SET name = ? WHERE name = ?", to, from);
            for (String table : BY_TEXT) {
                run(connection, "UPDATE " + table + " SET sensor = ? WHERE sensor = ?", to, from);
            }
            return "";
        });
    }

    /** Whether there is such a sensor. */
    public boolean knows(SensorId sensor) {
        return database.read("reading sensors", connection -> exists(connection, sensor));
    }

    /** Those of which a reading was ever kept, by name. */
    public List<SensorId> known() {
        return database.read("reading sensors", connection -> {
            List<SensorId> names = new ArrayList<>();
            try (ResultSet row = connection
                    .createStatement()
                    .executeQuery("SELECT name FROM sensor WHERE heard = 1 OR id IN (SELECT sensor FROM"
                            + " detection_memory) OR id IN (SELECT sensor FROM night) ORDER BY name")) {
                while (row.next()) {
                    names.add(new SensorId(row.getString(1)));
                }
            }
            return names;
        });
    }

    private static boolean exists(Connection connection, SensorId sensor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM sensor WHERE name = ?")) {
            statement.setString(1, sensor.text());
            ResultSet row = statement.executeQuery();
            return row.next();
        }
    }

    private static void run(Connection connection, String sql, SensorId to, SensorId from) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, to.text());
            statement.setString(2, from.text());
            statement.executeUpdate();
        }
    }
}
