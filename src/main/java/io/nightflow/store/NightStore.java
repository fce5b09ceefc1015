package io.nightflow.store;

import io.nightflow.reading.Minute;
import io.nightflow.reading.NightFlow;
import io.nightflow.reading.SensorId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Flows of a window, and the 10-minute means made of them. */
public final class NightStore {
    private static final String JOB = "measure-night-flow";
    private static final String FLOWS = "SELECT s.name, r.flow FROM reading r JOIN sensor s ON s.id = r.sensor"
            + " WHERE r.minute BETWEEN ? AND ? AND r.flow IS NOT NULL AND r.judged & 2 = 0";

    private final Database database;

    /** Over this database. */
    public NightStore(Database database) {
        this.database = database;
    }

    /** The last minute of the last window that was measured; empty before the first. */
    public Optional<Minute> doneThrough() {
        return database.read("reading job " + JOB, connection -> JobStore.doneThrough(connection, JOB));
    }

    /** The believable flows of each sensor in these minutes, both included, m3/h. */
    public Map<SensorId, List<Double>> flows(Minute first, Minute last) {
        return database.read("reading night flows", connection -> {
            Map<SensorId, List<Double>> flows = new TreeMap<>();
            try (PreparedStatement statement = connection.prepareStatement(FLOWS)) {
                statement.setLong(1, first.epochSecond());
                statement.setLong(2, last.epochSecond());
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    flows.computeIfAbsent(new SensorId(row.getString(1)), id -> new ArrayList<>())
                            .add(row.getDouble(2));
                }
            }
            return flows;
        });
    }

    /** Stores the means of one window and that it is done. */
    public CompletableFuture<Integer> save(Minute last, List<NightFlow> means) {
        return database.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT OR REPLACE INTO night_flow (minute, sensor, mean, minutes)"
                            + " SELECT ?, id, ?, ? FROM sensor WHERE name = ?")) {
                for (NightFlow mean : means) {
                    statement.setLong(1, mean.last().epochSecond());
                    statement.setDouble(2, mean.mean());
                    statement.setInt(3, mean.minutes());
                    statement.setString(4, mean.sensor().text());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            JobStore.done(connection, JOB, last);
            return means.size();
        });
    }
}
