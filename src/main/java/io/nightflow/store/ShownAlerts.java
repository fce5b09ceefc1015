package io.nightflow.store;

import io.nightflow.store.AlertStore.Numbered;
import java.util.List;

/** The alerts of a site that are still to be shown to others: at least once, in order, from the first time that they are asked for. */
public final class ShownAlerts {
    private static final int MAX = 20;

    private final Transactions database;
    private final AlertStore alerts;

    /** Over the tables of a site. */
    public ShownAlerts(Transactions database) {
        this.database = database;
        alerts = new AlertStore(database);
    }

    /** The next of them, oldest first. */
    public List<Numbered> next() {
        return alerts.raised(last(), MAX);
    }

    private long last() {
        long known = database.read(
                "reading which alerts were shown",
                connection -> BoundSql.number(connection, "SELECT coalesce(max(last), -1) FROM shown_alert"));
        return known >= 0
                ? known
                : database.commit(connection -> {
                    BoundSql.update(
                            connection,
                            "INSERT OR IGNORE INTO shown_alert (id, last) SELECT 1, coalesce(max(number), 0) FROM alert");
                    return BoundSql.number(connection, "SELECT last FROM shown_alert");
                });
    }

    /** Keeps that they are shown up to a number. */
    public void shown(long number) {
        int unused = database.commit(
                connection -> BoundSql.update(connection, "UPDATE shown_alert SET last = ?1 WHERE last < ?1", number));
    }
}
