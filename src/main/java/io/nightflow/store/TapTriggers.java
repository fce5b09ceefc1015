package io.nightflow.store;

import io.nightflow.tap.TapKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What writes {@code published}, in the transaction of what it names: triggers, so that no way to a table is forgotten, and
 * nothing is written of what nobody taps. Each gives the next number of its kind.
 */
final class TapTriggers {
    /** Numbers begin here: what lies before the first tap can be put before it. */
    static final long BEFORE_FIRST = 1_000_000_000;

    private static final String REPLACED =
            "EXISTS (SELECT 1 FROM night WHERE sensor = NEW.sensor AND night = NEW.night)";

    private record Trigger(String when, String at, String sensor, String again) {}

    private static final Map<TapKind, List<Trigger>> OF_KINDS = new EnumMap<>(Map.of(
            TapKind.READINGS,
            List.of( // history that is put in is none: it is not due
                    new Trigger("AFTER INSERT ON reading WHEN NEW.judged = 0", "NEW.minute", "NEW.sensor", "0"),
                    new Trigger(
                            "AFTER UPDATE OF flow, pressure ON reading WHEN NEW.judged = 0",
                            "NEW.minute",
                            "NEW.sensor",
                            "1")),
            TapKind.RESULTS,
            List.of(
                    new Trigger( // of a minute that is judged again for what came before it, if it changes; 6: faulty
                            // values
                            "AFTER UPDATE OF flow_stages ON reading WHEN NEW.flow_stages IS NOT NULL AND (OLD.judged = 0"
                                    + " OR OLD.flow_stages IS NOT NEW.flow_stages OR OLD.pressure_stages IS NOT NEW.pressure_stages"
                                    + " OR (OLD.judged & 6) <> (NEW.judged & 6))",
                            "NEW.minute",
                            "NEW.sensor",
                            "OLD.flow_stages IS NOT NULL")),
            TapKind.ALERTS,
            List.of( // planned: held back, until its work has ended
                    new Trigger("AFTER INSERT ON alert WHEN NEW.staged = 0", "NEW.number", "0", "0"),
                    new Trigger(
                            "AFTER UPDATE OF planned ON alert WHEN NEW.planned IS NULL AND OLD.planned IS NOT NULL",
                            "NEW.number",
                            "0",
                            "0")),
            TapKind.NIGHTS,
            List.of(new Trigger("BEFORE INSERT ON night", "NEW.night", "NEW.sensor", REPLACED)),
            TapKind.FORECASTS,
            List.of(
                    new Trigger( // the first hour stands for all of a forecast
                            "AFTER INSERT ON forecast WHEN NEW.day_ahead = 0 AND NEW.hour = NEW.made_at",
                            "NEW.hour",
                            "NEW.sensor",
                            "0"))));

    private TapTriggers() {}

    /** Writes from now on what is tapped, and nothing else; changes nothing where it does so already. */
    static void follow(Connection connection) throws SQLException {
        Map<String, String> there = there(connection);
        Map<String, String> wanted = wanted(connection);
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> each : there.entrySet()) {
                if (!each.getValue().equals(wanted.get(each.getKey()))) {
                    statement.execute("DROP TRIGGER " + each.getKey());
                }
            }
            for (Map.Entry<String, String> each : wanted.entrySet()) {
                if (!each.getValue().equals(there.get(each.getKey()))) {
                    statement.execute(each.getValue());
                }
            }
        }
    }

    private static Map<String, String> there(Connection connection) throws SQLException {
        Map<String, String> there = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'publish\\_%' ESCAPE '\\'")) {
            while (row.next()) {
                there.put(row.getString(1), row.getString(2));
            }
        }
        return there;
    }

    private static Map<String, String> wanted(Connection connection) throws SQLException {
        Map<String, String> wanted = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT DISTINCT kind FROM tap")) {
            while (row.next()) {
                TapKind.ofCode(row.getInt(1)).ifPresent(kind -> {
                    List<Trigger> triggers = OF_KINDS.getOrDefault(kind, List.of());
                    for (int i = 0; i < triggers.size(); i++) {
                        String name = "publish_" + kind.word() + "_" + i;
                        wanted.put(name, create(name, kind, triggers.get(i)));
                    }
                });
            }
        }
        return wanted;
    }

    private static String create(String name, TapKind kind, Trigger trigger) {
        return "CREATE TRIGGER " + name + " " + trigger.when()
                + " BEGIN INSERT INTO published (kind, number, at, sensor,"
                + " again) VALUES (" + kind.code() + ", (SELECT coalesce(max(number), " + BEFORE_FIRST + ") + 1 FROM"
                + " published WHERE kind = " + kind.code() + "), " + trigger.at() + ", " + trigger.sensor() + ", "
                + trigger.again() + "); END";
    }
}
