package io.nightflow.store;

import io.nightflow.reading.Minute;
import io.nightflow.tap.TapKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What is kept of what can be tapped, and taps that nobody runs any more. */
public final class TapRetention {
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
     * Deletes numbers that were given before a minute, and taps that have not run since then; what a tap had not taken counts
     * as lost.
     */
    public void prune(Minute now, Minute limit) {
        for (TapKind kind : TapKind.values()) {
            database.write(connection -> prune(connection, kind, now, limit)).join();
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

    private static int prune(Connection connection, TapKind kind, Minute now, Minute limit) throws SQLException {
        BoundSql.update(
                connection,
                "INSERT OR REPLACE INTO published_mark (kind, at, number) SELECT ?1, ?2, max(number) FROM published WHERE kind"
                        + " = ?1 HAVING max(number) IS NOT NULL",
                kind.code(),
                now.epochSecond());
        long mark = BoundSql.number(
                connection,
                "SELECT max(at) FROM published_mark WHERE kind = ? AND at <= ?",
                kind.code(),
                limit.epochSecond());
        long keep = BoundSql.number( // the newest stays: the next number comes from it
                connection,
                "SELECT min((SELECT number + 1 FROM published_mark WHERE kind = ?1 AND at = ?2), (SELECT max(number) FROM"
                        + " published WHERE kind = ?1))",
                kind.code(),
                mark);
        BoundSql.update(connection, "DELETE FROM published_mark WHERE kind = ? AND at < ?", kind.code(), mark);
        BoundSql.update(
                connection,
                "UPDATE tap SET lost = lost + ?2 - 1 - taken, taken = ?2 - 1 WHERE kind = ?1 AND taken < ?2 - 1",
                kind.code(),
                keep);
        return BoundSql.update(connection, "DELETE FROM published WHERE kind = ?1 AND number < ?2", kind.code(), keep);
    }
}
