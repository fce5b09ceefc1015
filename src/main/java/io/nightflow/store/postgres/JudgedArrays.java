package io.nightflow.store.postgres;

import io.nightflow.store.JudgedReading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Readings that are judged already, column by column. */
final class JudgedArrays {
    static final String SQL = "INSERT INTO reading (minute, sensor, flow, pressure, quality, judged, flow_stages,"
            + " pressure_stages) SELECT m, s, f, p, q, 1, fs, ps FROM unnest(?, ?, ?, ?, ?, ?, ?)"
            + " AS r (m, s, f, p, q, fs, ps) ON CONFLICT (minute, sensor) DO UPDATE SET flow = excluded.flow, pressure ="
            + " excluded.pressure, quality = excluded.quality, judged = 1, flow_stages = excluded.flow_stages,"
            + " pressure_stages = excluded.pressure_stages";

    private final Long[] minutes;
    private final Integer[] sensors;
    private final @Nullable Double[] flows;
    private final @Nullable Double[] pressures;
    private final Short[] qualities;
    private final Short[] flowStages;
    private final Short[] pressureStages;

    private JudgedArrays(int count) {
        minutes = new Long[count];
        sensors = new Integer[count];
        flows = new @Nullable Double[count];
        pressures = new @Nullable Double[count];
        qualities = new Short[count];
        flowStages = new Short[count];
        pressureStages = new Short[count];
    }

    private record Key(long minute, int sensor) {}

    static JudgedArrays of(List<JudgedReading> rows, List<Integer> sensors) {
        Map<Key, JudgedReading> newest = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            newest.put(new Key(rows.get(i).reading().minute().epochSecond(), sensors.get(i)), rows.get(i));
        }
        JudgedArrays arrays = new JudgedArrays(newest.size());
        int i = 0;
        for (Map.Entry<Key, JudgedReading> each : newest.entrySet()) {
            JudgedReading row = each.getValue();
            arrays.minutes[i] = each.getKey().minute();
            arrays.sensors[i] = each.getKey().sensor();
            arrays.flows[i] = orNull(row.reading().flow());
            arrays.pressures[i] = orNull(row.reading().pressure());
            arrays.qualities[i] = (short) row.reading().quality().ordinal();
            arrays.flowStages[i] = (short) row.flowStages();
            arrays.pressureStages[i] = (short) row.pressureStages();
            i++;
        }
        return arrays;
    }

    void set(Connection connection, PreparedStatement statement) throws SQLException {
        statement.setArray(1, connection.createArrayOf("int8", minutes));
        statement.setArray(2, connection.createArrayOf("int4", sensors));
        statement.setArray(3, connection.createArrayOf("float8", flows));
        statement.setArray(4, connection.createArrayOf("float8", pressures));
        statement.setArray(5, connection.createArrayOf("int2", qualities));
        statement.setArray(6, connection.createArrayOf("int2", flowStages));
        statement.setArray(7, connection.createArrayOf("int2", pressureStages));
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
