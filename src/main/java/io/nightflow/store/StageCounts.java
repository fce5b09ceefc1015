package io.nightflow.store;

import io.nightflow.reading.Method;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.TreeMap;

/** How often each method gave each stage from 1 on since a time; both quantities together. */
public final class StageCounts {
    private StageCounts() {}

    /** By {@code method stage}, such as {@code value 2}. */
    public static Map<String, Long> since(Database database, long epochSecond) {
        return database.read("counting stages", connection -> {
            Map<String, Long> counts = new TreeMap<>();
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT flow_stages, pressure_stages FROM outlier WHERE minute >= ?")) {
                statement.setLong(1, epochSecond);
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    count(row.getString(1), counts);
                    count(row.getString(2), counts);
                }
            }
            return counts;
        });
    }

    private static void count(String stages, Map<String, Long> counts) {
        for (int i = 0; i < stages.length() && i < Method.values().length; i++) {
            char stage = stages.charAt(i);
            if (stage >= '1' && stage <= '4') {
                counts.merge(Method.values()[i].word() + " " + stage, 1L, Long::sum);
            }
        }
    }
}
