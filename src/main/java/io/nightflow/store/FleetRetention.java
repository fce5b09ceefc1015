package io.nightflow.store;

import java.util.Map;

/** Keeps a site of the fleet within its days: minutes go first, what was found of them after a year. */
public final class FleetRetention {
    private static final long DAY = 86_400;
    private static final int FOUND_DAYS = 400;
    private static final long PIECE = 3_600;

    /** Tables and their column of time, for how many days; 0: those of the minutes. */
    private static final Map<String, Integer> TABLES = Map.of(
            "outlier WHERE minute", 0,
            "coarse_reading WHERE minute", FOUND_DAYS,
            "night_flow WHERE minute", FOUND_DAYS,
            "hour_mean WHERE hour", FOUND_DAYS,
            "forecast WHERE hour", FOUND_DAYS,
            "week_forecast WHERE hour", 0,
            "alert WHERE minute", FOUND_DAYS,
            "gateway_command WHERE expires", FOUND_DAYS);

    private final Transactions database;

    /** Of the tables of a site. */
    public FleetRetention(Transactions database) {
        this.database = database;
    }

    /** Forgets readings that are older than so many days, and the rest that is older than it is kept. */
    public void keep(long now, int days) {
        database.forget(now - days * DAY);
        TABLES.forEach((table, kept) -> {
            long before = now - (kept == 0 ? days : kept) * DAY;
            int unused = database.commit(
                    connection -> BoundSql.update(connection, "DELETE FROM " + table + " < ?1", before));
        });
    }

    /** Deletes readings in pieces: others wait for a transaction. */
    static void forget(Transactions database, long before) {
        long oldest = database.read(
                "looking for the oldest minute",
                connection -> BoundSql.number(connection, "SELECT coalesce(min(minute), ?1) FROM reading", before));
        for (long from = oldest; from < before; from += PIECE) {
            long to = Math.min(before, from + PIECE);
            int unused = database.commit(
                    connection -> BoundSql.update(connection, "DELETE FROM reading WHERE minute < ?1", to));
        }
    }
}
