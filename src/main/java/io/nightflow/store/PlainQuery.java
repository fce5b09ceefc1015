package io.nightflow.store;

import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into the demo's database as an operator would. */
public final class PlainQuery {
    private final Database database;

    /** Over this database, which it only reads. */
    public PlainQuery(Database database) {
        this.database = database;
    }

    /** The rows, as texts. */
    public List<List<String>> rows(String sql, Minute after) {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = database.readOnly().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, after.epochSecond());
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                List<String> fields = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    fields.add(String.valueOf(row.getString(i)));
                }
                rows.add(fields);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("reading the demo's database: " + e.getMessage(), e);
        }
        return rows;
    }

    /** How many rows of a table are not before a minute, or fulfil a condition with one. */
    public long count(String table, String condition, Minute after) {
        return Long.parseLong(rows("SELECT count(*) FROM " + table + " WHERE " + condition, after)
                .get(0)
                .get(0));
    }
}
