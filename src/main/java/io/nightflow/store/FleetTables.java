package io.nightflow.store;

import java.sql.Statement;

/** The tables that the fleet has beside those of a gateway, in SQLite. */
public final class FleetTables {
    private FleetTables() {}

    /** Makes those that are missing. */
    public static void make(Database database) {
        database.write(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        for (String sql : SchemaText.statements("fleet.sql")) {
                            statement.execute(sql);
                        }
                    }
                    return true;
                })
                .join();
    }
}
