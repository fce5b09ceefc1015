package io.nightflow.store;

import io.nightflow.reading.Quantity;
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
    private static final int COLUMNS = 6;

    private static final String INTO =
            "INSERT OR IGNORE INTO reading (flow, pressure, quality, judged, minute, sensor) VALUES ";
    private static final String PLACES = "(?, ?, ?, ?, ?, ?)";
    private static final String INSERT = INTO + PLACES;
    private static final String INSERT_BLOCK = INTO + (PLACES + ", ").repeat(BLOCK - 1) + PLACES;
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

    /** How many rows are in, whole fifties up to the first in which one was there. */
    private int blocks(List<Row> rows) throws SQLException {
        int done = 0;
        if (rows.size() < BLOCK) {
            return done;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT_BLOCK);
                Statement mark = connection.createStatement()) {
            boolean all = true;
            while (all && rows.size() - done >= BLOCK) {
                for (int i = 0; i < BLOCK; i++) {
                    set(insert, i * COLUMNS, rows.get(done + i));
                }
                mark.execute("SAVEPOINT fifty");
                all = insert.executeUpdate() == BLOCK;
                if (!all) {
                    mark.execute("ROLLBACK TO SAVEPOINT fifty");
                }
                mark.execute("RELEASE SAVEPOINT fifty");
                done += all ? BLOCK : 0;
            }
        }
        return done;
    }

    /** Runs one statement for all rows and gives those that it did not touch. */
    private List<Row> batch(String sql, List<Row> rows) throws SQLException {
        List<Row> untouched = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Row row : rows) {
                set(statement, 0, row);
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

    private void set(PreparedStatement statement, int before, Row row) throws SQLException {
        RealColumn.set(statement, before + 1, row.reading().value(Quantity.FLOW));
        RealColumn.set(statement, before + 2, row.reading().value(Quantity.PRESSURE));
        statement.setInt(before + 3, row.reading().quality().ordinal());
        statement.setInt(before + 4, judged);
        statement.setLong(before + 5, row.reading().minute().epochSecond());
        statement.setInt(before + 6, row.sensor());
    }
}
