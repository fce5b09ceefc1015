package io.nightflow.simulation;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Faults that are planted in the gateway, to prove that the account finds them. */
enum Mutant {
    NONE,
    /** The fsync of a directory makes nothing durable. */
    LOST_ROW,
    /** The database has another name after a restart, so a repeated put looks new. */
    DOUBLED_ROW,
    /** What comes late does not have its ten minutes measured anew. */
    WRONG_WINDOW,
    /** After a restart the numbers of the lane begin one too low. */
    REUSED_NUMBER,
    /** Ten minutes are measured before they are over, and not again. */
    INCOMPLETE_WINDOW,
    /** An answer that comes after its time-out is believed for the next question. */
    LATE_ANSWER;

    /** Plants it in the database, once. */
    void plant(Path file) throws SQLException {
        if (this == WRONG_WINDOW || this == INCOMPLETE_WINDOW) {
            run(
                    file,
                    "CREATE TRIGGER mutant AFTER INSERT ON due_window WHEN EXISTS (SELECT 1 FROM night_flow"
                            + " WHERE minute = new.minute) BEGIN DELETE FROM due_window WHERE minute = new.minute; END");
        }
    }

    /** Plants it at a restart. */
    void restarted(Path file) throws SQLException {
        if (this == DOUBLED_ROW) {
            run(file, "UPDATE identity SET name = lower(hex(randomblob(4)))");
        }
    }

    /** Rows on their way to the device. */
    List<String> numbered(List<String> bodies, int restarts) {
        if (this != REUSED_NUMBER || restarts == 0) {
            return bodies;
        }
        return bodies.stream().map(Mutant::oneLower).toList();
    }

    private static String oneLower(String body) {
        String[] fields = body.split(",", 4);
        return body.startsWith("R,")
                ? fields[0] + "," + fields[1] + "," + (Long.parseLong(fields[2]) - 1) + "," + fields[3]
                : body;
    }

    private static void run(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
