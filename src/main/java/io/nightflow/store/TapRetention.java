package io.nightflow.store;

import io.nightflow.reading.Minute;
import io.nightflow.tap.TapKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What is kept of what can be tapped, and taps that nobody runs any more. */
public final class TapRetention {
    private static final int DAY = 86_400;

    private final Database database;

    /** Of a database. */
    public TapRetention(Database database) {
        this.database = database;
    }

    /** Notes that taps are in use. */
    public void seen(List<String> names, Minute now) {
        database.write(connection -> {
                    for (String name : names) {
                        BoundSql.update(
                                connection, "UPDATE tap SET seen = ?2 WHERE name = ?1", name, now.epochSecond());
                    }
                    return names.size();
                })
                .join();
    }

    /**
     * Deletes the numbers of what is older than a minute, as long as nothing newer stands before it, and taps that have not
     * run since then; what a tap had not taken counts as lost.
     */
    public void prune(Minute limit) {
        for (TapKind kind : TapKind.values()) {
            database.write(connection -> prune(connection, kind, limit)).join();
        }
        database.write(connection -> {
                    int gone = BoundSql.update(connection, "DELETE FROM tap WHERE seen < ?", limit.epochSecond());
                    if (gone > 0) {
                        TapTriggers.follow(connection);
                    }
                    return gone;
                })
                .join();
    }

    private static int prune(Connection connection, TapKind kind, Minute limit) throws SQLException {
        String at = kind == TapKind.ALERTS
                ? "(SELECT coalesce(min(number), 0) FROM alert WHERE minute >= ?2)"
                : kind == TapKind.NIGHTS ? "?2 / " + DAY : "?2";
        long keep = BoundSql.number( // the newest stays: the next number comes from it
                connection,
                "SELECT coalesce((SELECT number FROM published WHERE kind = ?1 AND at >= " + at
                        + " ORDER BY number LIMIT 1), (SELECT max(number) FROM published WHERE kind = ?1), 0)",
                kind.code(),
                limit.epochSecond());
        BoundSql.update(
                connection,
                "UPDATE tap SET lost = lost + ?2 - 1 - taken, taken = ?2 - 1 WHERE kind = ?1 AND taken < ?2 - 1",
                kind.code(),
                keep);
        return BoundSql.update(connection, "DELETE FROM published WHERE kind = ?1 AND number < ?2", kind.code(), keep);
    }
}
