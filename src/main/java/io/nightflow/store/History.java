package io.nightflow.store;

import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** What is kept of the past. Deletes in small transactions, so that readings never wait for it. */
public final class History {
    private static final int DAY = 86_400;

    /**
     * A table with its column of time.
     *
     * @param unit seconds of one step of that column.
     * @param piece how much of it is deleted in a transaction, in seconds.
     * @param rest what else must hold for a row to go.
     */
    private record Table(String name, String column, int unit, int piece, String rest) {}

    private static final List<Table> TABLES = List.of(
            new Table("reading", "minute", 1, 600, " AND judged <> 0"),
            new Table("outlier", "minute", 1, 600, ""),
            new Table("night_flow", "minute", 1, DAY, ""),
            new Table("hour_mean", "hour", 1, DAY, ""),
            new Table("forecast", "hour", 1, DAY, ""),
            new Table("night", "night", DAY, DAY, ""),
            new Table("alert", "minute", 1, DAY, " AND staged = 1 AND offered = 1"),
            new Table("criteria", "built_at", 1, DAY, " AND in_use = 0"));

    private final Database database;

    /** Of a database. */
    public History(Database database) {
        this.database = database;
    }

    /** The oldest reading that may go; empty where there is none. */
    public Optional<Minute> oldest() {
        long minute = first(TABLES.get(0));
        return minute < 0 ? Optional.empty() : Optional.of(new Minute(minute));
    }

    /** Deletes what is older than a minute, of each table; waits until it is done. Gives the number of rows. */
    public long deleteBefore(Minute minute) {
        long deleted = 0;
        for (Table table : TABLES) {
            long limit = minute.epochSecond() / table.unit;
            long step = Math.max(1, table.piece / table.unit);
            long from = first(table);
            while (from >= 0 && from < limit) {
                long to = Math.min(limit, from + step);
                deleted += database.write(connection -> delete(connection, table, to))
                        .join();
                long next = first(table);
                from = next > from ? next : to; // rows that must stay do not hold up the others
            }
        }
        return deleted;
    }

    /** Gives the pages that have become free back to the disk, in small steps. */
    public void shrink() {
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
        database.checkpoint();
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
