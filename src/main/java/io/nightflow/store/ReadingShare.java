package io.nightflow.store;

import io.nightflow.reading.SensorId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** How much of a span was heard of a sensor, from the means of hours. */
public final class ReadingShare {
    private static final long HOUR = 3_600;
    private static final String SUMS = "WITH RECURSIVE span (at) AS (SELECT ?1 WHERE ?1 < ?2 UNION ALL SELECT at + 3600"
            + " FROM span WHERE at + 3600 < ?2) SELECT sum(max(h.flow_minutes, h.pressure_minutes)), sum(h.flow) FROM"
            + " span CROSS JOIN hour_mean h ON h.hour = span.at AND h.sensor = (SELECT id FROM sensor WHERE name = ?3)";

    private final Database database;

    /** Over this database. */
    public ReadingShare(Database database) {
        this.database = database;
    }

    /**
     * What was heard of a span.
     *
     * @param share of its minutes, 0 to 1.
     * @param m3 that flowed in the hours with a mean; NaN where there is none.
     */
    public record Share(double share, double m3) {}

    /** Of a sensor, from a second up to another, in whole hours. */
    public Share of(SensorId sensor, long from, long to) {
        long start = Math.floorDiv(from, HOUR) * HOUR;
        long end = Math.floorDiv(to, HOUR) * HOUR;
        return database.look("counting what was heard", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SUMS)) {
                statement.setLong(1, start);
                statement.setLong(2, end);
                statement.setString(3, sensor.text());
                ResultSet row = statement.executeQuery();
                row.next();
                double minutes = row.getDouble(1);
                return new Share(end > start ? minutes * 60 / (end - start) : 0, RealColumn.get(row, 2));
            }
        });
    }
}
