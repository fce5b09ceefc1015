package io.nightflow.store;

import io.nightflow.detect.DueReading;
import io.nightflow.detect.Judge;
import io.nightflow.reading.Minute;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes what was found of readings: stages beside them, reasons of outliers, and rows for the device by minute. */
final class ResultWriter {
    private final Statements statements;
    private final PreparedStatement mark;
    private final PreparedStatement outlier;
    private final PreparedStatement noOutlier;
    private final TreeMap<Minute, List<String>> rows = new TreeMap<>();
    private int count;

    ResultWriter(Statements statements) throws SQLException {
        this.statements = statements;
        mark = statements.of(
                "UPDATE reading SET judged = ?, flow_stages = ?, pressure_stages = ? WHERE minute = ? AND sensor = ?");
        outlier = statements.of(
                "INSERT OR REPLACE INTO outlier (minute, sensor, flow_stages, pressure_stages, flow_reason,"
                        + " pressure_reason) VALUES (?, ?, ?, ?, ?, ?)");
        noOutlier = statements.of("DELETE FROM outlier WHERE minute = ? AND sensor = ?");
    }

    /** Readings written so far. */
    int count() {
        return count;
    }

    /** Writes what was found; its row is sent with the minute that is done next, where that changed. */
    void found(DueReading due, Judge.Judged judged) throws SQLException {
        Minute minute = due.reading().minute();
        long verdict = StoredReadings.verdict(
                mark(judged),
                number(judged.flow().stages().digits()),
                number(judged.pressure().stages().digits()));
        add(due.sensor(), minute, judged, due.wasJudged());
        if (verdict != due.before() && !judged.row().isEmpty()) {
            rows.computeIfAbsent(minute, m -> new ArrayList<>()).add(judged.row());
        }
    }

    private void add(int sensor, Minute minute, Judge.Judged judged, boolean wasJudged) throws SQLException {
        String flow = judged.flow().stages().digits();
        String pressure = judged.pressure().stages().digits();
        mark.setInt(1, mark(judged));
        mark.setInt(2, number(flow));
        mark.setInt(3, number(pressure));
        mark.setLong(4, minute.epochSecond());
        mark.setInt(5, sensor);
        mark.addBatch();
        boolean isOutlier = judged.flow().stages().hasOutlier()
                || judged.pressure().stages().hasOutlier();
        if (isOutlier) {
            outlier.setLong(1, minute.epochSecond());
            outlier.setInt(2, sensor);
            outlier.setString(3, flow);
            outlier.setString(4, pressure);
            outlier.setString(5, judged.flow().reason().text());
            outlier.setString(6, judged.pressure().reason().text());
            outlier.addBatch();
        } else if (wasJudged) {
            noOutlier.setLong(1, minute.epochSecond());
            noOutlier.setInt(2, sensor);
            noOutlier.addBatch();
        }
        count++;
    }

    /** The number that says that a reading is judged, and which of its values are faulty. */
    private static int mark(Judge.Judged judged) {
        return ReadingFlags.JUDGED
                + (judged.flow().faulty() ? ReadingFlags.FLOW_FAULTY : 0)
                + (judged.pressure().faulty() ? ReadingFlags.PRESSURE_FAULTY : 0);
    }

    /** Digits as they are stored: a number. */
    private static int number(String digits) {
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            number = 10 * number + digits.charAt(i) - '0';
        }
        return number;
    }

    /** Makes what was added visible to queries of this transaction. */
    void flush() throws SQLException {
        mark.executeBatch();
        noOutlier.executeBatch();
        outlier.executeBatch();
    }

    /** Whether a reading is still to be judged. */
    boolean isDue(Minute minute, int sensor) throws SQLException {
        PreparedStatement statement = statements.of("SELECT judged FROM reading WHERE minute = ? AND sensor = ?");
        statement.setLong(1, minute.epochSecond());
        statement.setInt(2, sensor);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() && ReadingFlags.isDue(row.getInt(1));
        }
    }

    /** Makes what a sensor has from a minute on due again; history stays history. */
    void judgeAgain(Minute from, int sensor) throws SQLException {
        flush();
        for (String sql : List.of(
                "INSERT OR IGNORE INTO due_minute (minute) SELECT minute FROM reading"
                        + " WHERE minute >= ?1 AND sensor = ?2 AND flow_stages IS NOT NULL",
                "UPDATE reading SET judged = " + ReadingFlags.DUE
                        + " WHERE minute >= ?1 AND sensor = ?2 AND flow_stages IS NOT NULL")) {
            PreparedStatement statement = statements.of(sql);
            statement.setLong(1, from.epochSecond());
            statement.setInt(2, sensor);
            statement.executeUpdate();
        }
    }

    /** Puts the rows on their way to the device, and notes that a minute is no longer due. */
    void minuteDone(Minute minute) throws SQLException {
        List<Long> changed = rows.keySet().stream().map(Minute::epochSecond).toList();
        OutboxTable.takeHours(statements, minute)
                .forEach((hour, ofHour) ->
                        rows.computeIfAbsent(hour, m -> new ArrayList<>()).addAll(ofHour));
        for (Map.Entry<Minute, List<String>> entry : rows.entrySet()) {
            OutboxTable.add(statements, entry.getKey(), entry.getValue());
        }
        DueTables.mark(statements, changed);
        rows.clear();
        run("DELETE FROM due_minute WHERE minute = ?", minute);
    }

    /** A minute holds more that is due. */
    void stillDue(Minute minute) throws SQLException {
        run("INSERT OR IGNORE INTO due_minute (minute) VALUES (?)", minute);
    }

    private void run(String sql, Minute minute) throws SQLException {
        PreparedStatement statement = statements.of(sql);
        statement.setLong(1, minute.epochSecond());
        statement.executeUpdate();
    }
}
