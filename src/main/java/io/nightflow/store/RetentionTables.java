package io.nightflow.store;

import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is kept of the past. Deletes in small transactions, so that readings never wait for it. */
public final class RetentionTables {
    private static final int DAY = 86_400;

    /**
     * A table with its column of time.
     *
     * @param unit seconds of one step of that column.
     * @param piece how much of it is deleted in a transaction, in seconds.
     * @param rest what else must hold for a row to go.
     */
    private record Table(String name, String column, int unit, int piece, String rest) {}

    private static final String JOB = "keep-history";
    private static final int MODELS_KEPT = 10;
    private static final Table SCORES = new Table("forecast_score", "day", DAY, DAY, "");

    private static final List<Table> TABLES = List.of(
            new Table("reading", "minute", 1, 600, " AND judged <> 0"),
            new Table("meter_register", "minute", 1, 600, ""),
            new Table("outlier", "minute", 1, 600, ""),
            new Table("night_flow", "minute", 1, DAY, ""),
            new Table("hour_mean", "hour", 1, DAY, ""),
            new Table("forecast", "hour", 1, DAY, ""),
            new Table("night", "night", DAY, DAY, ""),
            new Table("alert", "minute", 1, DAY, " AND staged = 1"),
            new Table("criteria", "built_at", 1, DAY, " AND in_use = 0"),
            new Table("seen", "at", 1, DAY, " AND alert NOT IN (SELECT number FROM alert)"),
            SCORES);

    /** Why the other tables need no end: what bounds them. */
    static final Map<String, String> BOUNDED = Map.ofEntries(
            Map.entry("sensor", "sensors.unlisted-max, and the list of sensors"),
            Map.entry("detection_memory", "a row a sensor"),
            Map.entry("detection_profile", "a row a sensor"),
            Map.entry("detection_snapshot", "a day of hours a sensor"),
            Map.entry("detection_revision", "one row"),
            Map.entry("due_minute", "minutes of readings that are not judged"),
            Map.entry("due_late", "a row a sensor"),
            Map.entry("answer", "what people write by hand"),
            Map.entry("planned_work", "what people write by hand"),
            Map.entry("due_window", "ten minutes of readings, once measured they go"),
            Map.entry("due_night", "nights of readings, once judged they go"),
            Map.entry("due_hour", "hours of readings, once computed they go"),
            Map.entry("outbox", "until it is staged: undelivered rows are never deleted"),
            Map.entry("outbox_staged", "a row an audience"),
            Map.entry("fleet_command", "1,000 rows"),
            Map.entry("outbox_hour", "until the rows of the hour are in the outbox"),
            Map.entry("job", "a row a job"),
            Map.entry("identity", "one row"),
            Map.entry("clock", "one row"),
            Map.entry("held_reading", "200,000 rows, of earlier boots 10,000"),
            Map.entry("early_reading", "200,000 rows"),
            Map.entry("meter_position", "10,000 rows"),
            Map.entry("tap", "a row a tap; one that has not run for taps.days goes"),
            Map.entry("published", "taps.days"),
            Map.entry("published_log", "one row"),
            Map.entry("published_mark", "an hour each, for taps.days"),
            Map.entry("model", "the one in use and 10 more of each quantity"));

    static List<String> pruned() {
        return TABLES.stream().map(Table::name).toList();
    }

    private final Database database;

    /** Of a database. */
    public RetentionTables(Database database) {
        this.database = database;
    }

    /** The oldest reading that may go; empty where there is none. */
    public Optional<Minute> oldest() {
        long minute = first(TABLES.get(0));
        return minute < 0 ? Optional.empty() : Optional.of(new Minute(minute));
    }

    /** The first minute of the newest so many days that have readings. */
    public Minute startOfNewestDays(int days) {
        return database.read("looking for the newest days", connection -> {
            long start = Long.MAX_VALUE;
            try (PreparedStatement newest =
                    connection.prepareStatement("SELECT max(minute) FROM reading WHERE minute < ?")) {
                for (int i = 0; i < days; i++) {
                    newest.setLong(1, start);
                    try (ResultSet row = newest.executeQuery()) {
                        if (!row.next() || row.getString(1) == null) {
                            break;
                        }
                        start = Math.floorDiv(row.getLong(1), DAY) * DAY;
                    }
                }
            }
            return new Minute(start == Long.MAX_VALUE ? 0 : start);
        });
    }

    /** Up to where rows were deleted by age; empty before the first time. */
    public Optional<Minute> deletedThrough() {
        return database.read(
                "reading how far history was deleted", connection -> JobStore.doneThrough(connection, JOB));
    }

    /** Notes up to where rows were deleted by age. */
    public void deletedThrough(Minute limit) {
        database.write(connection -> {
                    JobStore.done(connection, JOB, limit);
                    return true;
                })
                .join();
    }

    /** Deletes all models but the one in use and the newest ones of each quantity. */
    public void forgetModels() {
        database.write(connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement("DELETE FROM model WHERE (quantity, version)"
                                    + " IN (SELECT quantity, version FROM (SELECT quantity, version, row_number() OVER (PARTITION BY quantity ORDER BY taken_at"
                                    + " DESC) AS place FROM model WHERE state <> 'in use') WHERE place > ?)")) {
                        statement.setInt(1, MODELS_KEPT);
                        return statement.executeUpdate();
                    }
                })
                .join();
    }

    /** Deletes what is older than a minute, of each table; waits until it is done. Gives the number of rows. */
    public long deleteBefore(Minute minute) {
        return TABLES.stream().mapToLong(table -> deleteBefore(table, minute)).sum();
    }

    /** Deletes errors of forecasts that are older than a minute; nobody reads them after a month. */
    public long deleteScoresBefore(Minute minute) {
        return deleteBefore(SCORES, minute);
    }

    private long deleteBefore(Table table, Minute minute) {
        long deleted = 0;
        long limit = minute.epochSecond() / table.unit;
        long step = Math.max(1, table.piece / table.unit);
        long from = first(table);
        while (from >= 0 && from < limit) {
            long to = Math.min(limit, from + step);
            deleted +=
                    database.write(connection -> delete(connection, table, to)).join();
            long next = first(table);
            from = next > from ? next : to; // rows that must stay do not hold up the others
        }
        return deleted;
    }

    /**
     * Gives the pages that have become free back to the disk, in small steps.
     *
     * @return false where they are not free on the disk yet, for another program reads what was there before.
     */
    public boolean shrink() {
        long free = freePages();
        for (long before = free + 1; free > 0 && free < before; free = freePages()) {
            before = free;
            database.write(connection -> {
                        try (Statement statement = connection.createStatement()) {
                            statement.executeUpdate("PRAGMA incremental_vacuum(2000)");
                            return true;
                        }
                    })
                    .join();
        }
        return database.checkpoint();
    }

    private long freePages() {
        return database.read("counting free pages", connection -> number(connection, "PRAGMA freelist_count"));
    }

    private long first(Table table) {
        return database.read(
                "looking for the oldest row of " + table.name, connection -> number(connection, oldestSql(table)));
    }

    /** The oldest row that may go; found by the table's order, so rows that must stay cost little. */
    private static String oldestSql(Table table) {
        return table.name.equals("reading")
                ? "SELECT minute FROM reading WHERE judged <> 0 ORDER BY minute LIMIT 1"
                : "SELECT min(" + table.column + ") FROM " + table.name + " WHERE 1" + table.rest;
    }

    private static int delete(Connection connection, Table table, long before) throws SQLException {
        String sql = "DELETE FROM " + table.name + " WHERE " + table.column + " < ?" + table.rest;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, before);
            return statement.executeUpdate();
        }
    }

    /** -1 for null. */
    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getString(1) != null ? row.getLong(1) : -1;
        }
    }
}
