package io.nightflow.simulation;

import io.nightflow.link.Message;
import io.nightflow.reading.KnownReasons;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import io.nightflow.store.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tables hold in the end, by the names of the sensors.
 *
 * @param readings minute, sensor, values.
 * @param polled of the meters on the bus: sensor, flow, quality, pressure.
 * @param results what was found of them: stages, outliers, ten minutes, nights.
 * @param staged rows for the device, in the order in which they were handed over.
 * @param alerts of the device's lane, in order.
 */
record Outcome(
        List<String> readings, List<String> polled, List<String> results, List<String> staged, List<String> alerts) {
    private static final String RESULTS = """
            SELECT 'reading ' || r.minute || ' ' || s.name || ' ' || r.judged || ' ' || coalesce(r.flow_stages, '-')
              || ' ' || coalesce(r.pressure_stages, '-') FROM reading r JOIN sensor s ON s.id = r.sensor AND s.name NOT LIKE 'bus-%'
            UNION ALL SELECT 'outlier ' || o.minute || ' ' || s.name || ' ' || o.flow_stages || ' ' || o.pressure_stages
              || ' ' || o.flow_reason || '/' || o.pressure_reason FROM outlier o JOIN sensor s ON s.id = o.sensor AND s.name NOT LIKE 'bus-%'
            UNION ALL SELECT 'ten minutes ' || n.minute || ' ' || s.name || ' ' || n.mean || ' of ' || n.minutes
              FROM night_flow n JOIN sensor s ON s.id = n.sensor AND s.name NOT LIKE 'bus-%'
            UNION ALL SELECT 'night ' || n.night || ' ' || s.name || ' ' || n.verdict || ' ' || coalesce(n.mean, '-')
              || ' ' || n.windows || ' ' || n.sum FROM night n JOIN sensor s ON s.id = n.sensor AND s.name NOT LIKE 'bus-%'
            ORDER BY 1
            """;

    static Outcome of(Database database) throws SQLException {
        KnownReasons.areAll(database);
        List<String> staged = new ArrayList<>();
        Rows.of(database, "SELECT result FROM ledger ORDER BY number")
                .forEach(result -> result.lines().forEach(staged::add));
        return new Outcome(
                Rows.of(
                        database,
                        "SELECT printf('%d,%s,%.3f,%.3f', r.minute, s.name, r.flow, r.pressure) FROM reading r"
                                + " JOIN sensor s ON s.id = r.sensor WHERE s.name NOT LIKE 'bus-%'"
                                + " ORDER BY r.minute, s.name"),
                Rows.of(
                        database,
                        "SELECT s.name || ',' || r.flow || ',' || r.quality || ',' || coalesce(r.pressure, 4) FROM reading r"
                                + " JOIN sensor s ON s.id = r.sensor WHERE s.name LIKE 'bus-%' ORDER BY r.minute, s.name"),
                Rows.of(database, RESULTS),
                staged,
                new AlertStore(database)
                        .raised(0, Integer.MAX_VALUE).stream()
                                .map(numbered -> new Message.Alert.Content(numbered.alert()).row())
                                .toList());
    }
}
