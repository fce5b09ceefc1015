package io.nightflow.store;

import io.nightflow.reading.Night;
import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.NightJudgement.Verdict;
import io.nightflow.reading.NightLoss;
import io.nightflow.reading.NightMeasure;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A night as a row of its table. */
final class NightRow {
    static final String COLUMNS = "night, hours, mean, minimum_hour, minimum_ten, stray, windows, expected,"
            + " verdict, level, weekday, spread, score, sum, quiet, since, raised, volume, net, leakage, per_connection";

    private NightRow() {}

    static Night read(SensorId sensor, ResultSet row) throws SQLException {
        NightMeasure measure = new NightMeasure(
                RealColumn.get(row, 3),
                RealColumn.get(row, 4),
                RealColumn.get(row, 5),
                RealColumn.get(row, 6),
                row.getInt(7),
                row.getInt(8));
        NightJudgement judgement = new NightJudgement(
                Verdict.valueOf(row.getString(9)),
                RealColumn.get(row, 10),
                RealColumn.get(row, 11),
                RealColumn.get(row, 12),
                RealColumn.get(row, 13),
                row.getDouble(14),
                row.getInt(15),
                row.getLong(16),
                row.getLong(17),
                row.getDouble(18));
        NightLoss loss = new NightLoss(RealColumn.get(row, 19), RealColumn.get(row, 20), RealColumn.get(row, 21));
        return new Night(sensor, row.getLong(1), row.getString(2), measure, judgement, loss);
    }

    static void insert(Connection connection, int sensor, Night night) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT OR REPLACE INTO night (" + COLUMNS
                + ", sensor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            NightMeasure measure = night.measure();
            statement.setLong(1, night.day());
            statement.setString(2, night.hours());
            RealColumn.set(statement, 3, measure.mean());
            RealColumn.set(statement, 4, measure.minimumHour());
            RealColumn.set(statement, 5, measure.minimumTen());
            RealColumn.set(statement, 6, measure.stray());
            statement.setInt(7, measure.windows());
            statement.setInt(8, measure.expected());
            set(statement, night.judgement());
            RealColumn.set(statement, 19, night.loss().net());
            RealColumn.set(statement, 20, night.loss().leakage());
            RealColumn.set(statement, 21, night.loss().perConnection());
            statement.setInt(22, sensor);
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, NightJudgement judgement) throws SQLException {
        statement.setString(9, judgement.verdict().name());
        RealColumn.set(statement, 10, judgement.level());
        RealColumn.set(statement, 11, judgement.offset());
        RealColumn.set(statement, 12, judgement.spread());
        RealColumn.set(statement, 13, judgement.score());
        statement.setDouble(14, judgement.sum());
        statement.setInt(15, judgement.quiet());
        statement.setLong(16, judgement.since());
        statement.setLong(17, judgement.raised());
        statement.setDouble(18, judgement.volume());
    }
}
