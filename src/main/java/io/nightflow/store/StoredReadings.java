package io.nightflow.store;

import io.nightflow.detect.DueReading;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Readings that are to be judged, with what was found of them before, as one transaction sees them. */
final class StoredReadings {
    private static final String READING =
            "SELECT sensor, flow, pressure, quality, judged, ifnull(flow_stages, -1), pressure_stages"
                    + " FROM reading r WHERE minute = ?";
    private static final String OF_SENSOR = " AND sensor = ?";
    private static final String DUE = READING + " AND " + ReadingFlags.IS_DUE;
    private static final String DUE_OF_SENSOR = DUE + OF_SENSOR;
    private static final String NOT_HISTORY =
            READING + OF_SENSOR + " AND (judged = " + ReadingFlags.DUE + " OR flow_stages IS NOT NULL)";
    private static final long STAGES = 10_000;
    private static final Quality[] QUALITIES = Quality.values();

    private final Statements statements;
    private final Map<Integer, SensorId> names = new HashMap<>();

    StoredReadings(Statements statements) {
        this.statements = statements;
    }

    /** What was found, in one number: which values are faulty, and the stages. */
    static long verdict(int judged, int flowStages, int pressureStages) {
        return (flowStages * STAGES + pressureStages) * (ReadingFlags.VERDICT + 1) + (judged & ReadingFlags.VERDICT);
    }

    /** What is due of a minute, by name. */
    List<DueReading> due(Minute minute) throws SQLException {
        List<DueReading> due = read(DUE, minute, 0);
        due.sort(Comparator.comparing(each -> each.reading().sensor().text()));
        return due;
    }

    /** What is due of a minute of a sensor. */
    List<DueReading> due(Minute minute, int sensor) throws SQLException {
        return read(DUE_OF_SENSOR, minute, sensor);
    }

    /** What is due or judged of a minute of a sensor; not what is there to learn from only. */
    List<DueReading> notHistory(Minute minute, int sensor) throws SQLException {
        return read(NOT_HISTORY, minute, sensor);
    }

    private List<DueReading> read(String sql, Minute minute, int sensor) throws SQLException {
        List<DueReading> found = new ArrayList<>();
        PreparedStatement statement = statements.of(sql);
        statement.setLong(1, minute.epochSecond());
        if (sensor != 0) {
            statement.setInt(2, sensor);
        }
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(reading(row, minute));
            }
        }
        return found;
    }

    private DueReading reading(ResultSet row, Minute minute) throws SQLException {
        int id = row.getInt(1);
        Reading reading =
                new Reading(name(id), minute, RealColumn.get(row, 2), RealColumn.get(row, 3), QUALITIES[row.getInt(4)]);
        int judged = row.getInt(5);
        int flowStages = row.getInt(6);
        boolean wasJudged = flowStages >= 0;
        return new DueReading(id, reading, wasJudged, verdict(judged, wasJudged ? flowStages : 0, row.getInt(7)));
    }

    private SensorId name(int id) throws SQLException {
        SensorId known = names.get(id);
        if (known == null) {
            PreparedStatement statement = statements.of("SELECT name FROM sensor WHERE id = ?");
            statement.setInt(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                known = new SensorId(row.getString(1));
            }
            names.put(id, known);
        }
        return known;
    }
}
