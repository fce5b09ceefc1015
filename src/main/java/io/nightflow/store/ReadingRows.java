package io.nightflow.store;

import io.nightflow.reading.Reading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts rows into the table of readings. Rows that are new go in by the fifty: a statement of fifty costs two thirds of
 * fifty statements. Where one of them is there already the fifty are taken back and put in one by one, and so is what follows.
 */
final class ReadingRows {
    private static final int BLOCK = 50;
    private static final int COLUMNS = 4;

    private static final String INTO =
            "INSERT OR IGNORE INTO reading (flow, pressure, quality, judged, minute, sensor) VALUES ";
    private static final String INSERT = INTO + "(?, ?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "UPDATE reading SET flow = coalesce(?1, flow), pressure = coalesce(?2, pressure), quality = ?3, judged = ?4"
                    + " WHERE minute = ?5 AND sensor = ?6"
                    + " AND (flow IS DISTINCT FROM coalesce(?1, flow) OR pressure IS DISTINCT FROM coalesce(?2, pressure))";

    private final Connection connection;
    private final int judged;

    /** A reading and the number of its sensor. */
    record Row(Reading reading, int sensor) {}

    /** With what is to be noted of rows that are new or changed, {@link ReadingFlags}. */
    ReadingRows(Connection connection, int judged) {
        this.connection = connection;
        this.judged = judged;
    }

    /** Puts rows in; gives those whose sensor and minute are there already. */
    List<Row> insert(List<Row> rows) throws SQLException {
        int done = blocks(rows);
        return done == rows.size() ? List.of() : batch(INSERT, rows.subList(done, rows.size()));
    }

    /** Overwrites what differs; gives those that do not. */
    List<Row> update(List<Row> rows) throws SQLException {
        return rows.isEmpty() ? List.of() : batch(UPDATE, rows);
    }

    /** How many rows are in, whole fifties up to the first in which one was there, or was of another quality. */
    private int blocks(List<Row> rows) throws SQLException {
        if (rows.size() < BLOCK) {
            return 0;
        }
        int quality = rows.get(0).reading().quality().ordinal();
        int done = 0;
        try (PreparedStatement insert = connection.prepareStatement(block(quality));
                Statement mark = connection.createStatement()) {
            while (rows.size() - done >= BLOCK && block(insert, mark, rows.subList(done, done + BLOCK), quality)) {
                done += BLOCK;
            }
        }
        return done;
    }

    /** What is the same in all rows stands in the statement: to hand over a value costs as much as to store it. */
    private String block(int quality) {
        String row = "(?, ?, " + quality + ", " + judged + ", ?, ?)";
        return INTO + (row + ", ").repeat(BLOCK - 1) + row;
    }

    private static boolean block(PreparedStatement insert, Statement mark, List<Row> rows, int quality)
            throws SQLException {
        int place = 0;
        for (Row row : rows) {
            if (row.reading().quality().ordinal() != quality) {
                return false;
            }
            RealColumn.set(insert, place + 1, row.reading().flow());
            RealColumn.set(insert, place + 2, row.reading().pressure());
            insert.setLong(place + 3, row.reading().minute().epochSecond());
            insert.setInt(place + 4, row.sensor());
            place += COLUMNS;
        }
        mark.execute("SAVEPOINT fifty");
        boolean all = insert.executeUpdate() == BLOCK;
        if (!all) {
            mark.execute("ROLLBACK TO SAVEPOINT fifty");
        }
        mark.execute("RELEASE SAVEPOINT fifty");
        return all;
    }

    /** Runs one statement for all rows and gives those that it did not touch. */
    private List<Row> batch(String sql, List<Row> rows) throws SQLException {
        List<Row> untouched = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Row row : rows) {
                set(statement, row);
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 0) {
                    untouched.add(rows.get(i));
                }
            }
        }
        return untouched;
    }

    private void set(PreparedStatement statement, Row row) throws SQLException {
        RealColumn.set(statement, 1, row.reading().flow());
        RealColumn.set(statement, 2, row.reading().pressure());
        statement.setInt(3, row.reading().quality().ordinal());
        statement.setInt(4, judged);
        statement.setLong(5, row.reading().minute().epochSecond());
        statement.setInt(6, row.sensor());
    }
}
