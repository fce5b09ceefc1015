package io.nightflow.store;

import io.nightflow.reading.Alert;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What goes on at a site of the fleet: starts without an end. */
public final class OpenEvents {
    private static final int SHOWN_MAX = 2_000;

    /**
     * Whose sensor it is.
     *
     * @param gateway empty for a zone, and for what is no gateway's.
     * @param ownName what the gateway calls it.
     */
    public record Whose(String gateway, String ownName) {}

    private final Transactions database;

    /** Over the tables of a site. */
    public OpenEvents(Transactions database) {
        this.database = database;
    }

    /** The starts of events that have not ended, the newest first, 2,000 at the most. */
    public List<Alert> open() {
        return database.look("reading alerts", connection -> {
            List<Alert> open = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT " + AlertStore.COLUMNS
                    + " FROM alert a WHERE is_end = 0 AND NOT EXISTS (SELECT 1 FROM alert b WHERE b.sensor = a.sensor AND"
                    + " b.event = a.event AND b.quantity = a.quantity AND (b.minute > a.minute OR (b.minute = a.minute AND"
                    + " b.is_end = 1))) ORDER BY minute DESC LIMIT " + SHOWN_MAX)) {
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        AlertStore.read(row, 1).ifPresent(numbered -> open.add(numbered.alert()));
                    }
                }
            }
            return open;
        });
    }

    /** Whose sensors they are, by their names in the fleet. */
    public Map<String, Whose> owners() {
        return database.look("reading sensors", connection -> {
            Map<String, Whose> owners = new HashMap<>();
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT sensor, gateway, own_name FROM gateway_sensor");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    owners.put(row.getString(1), new Whose(row.getString(2), row.getString(3)));
                }
            }
            return owners;
        });
    }
}
