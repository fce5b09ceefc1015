package io.nightflow.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a query of a database gives, for tests. */
public final class Rows {
    private Rows() {}

    /** The first column of each row. */
    public static List<String> of(Database database, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.readOnly().getConnection();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    /** The same of any store. */
    public static List<String> column(Transactions store, String sql) {
        return store.read("looking", connection -> {
            List<String> rows = new ArrayList<>();
            try (var statement = connection.prepareStatement(sql);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
            return rows;
        });
    }
}
