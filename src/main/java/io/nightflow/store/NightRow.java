package io.nightflow.store;

import io.nightflow.reading.Night;
import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.NightJudgement.Usual;
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
            + " verdict, level, weekday, spread, score, sum, quiet, since, raised, volume, net, leakage, per_connection,"
            + " day_mean, day_level, day_weekday, day_spread, by_day, night_score, night_sum";

    private NightRow() {}

    /** From the columns from {@code at} on. */
    static Night read(SensorId sensor, ResultSet row, int at) throws SQLException {
        NightMeasure measure = new NightMeasure(
                RealColumn.get(row, at + 2),
                RealColumn.get(row, at + 3),
                RealColumn.get(row, at + 4),
                RealColumn.get(row, at + 5),
                row.getInt(at + 6),
                row.getInt(at + 7),
                RealColumn.get(row, at + 21));
        NightJudgement judgement = new NightJudgement(
                Verdict.valueOf(row.getString(at + 8)),
                new Usual(RealColumn.get(row, at + 9), RealColumn.get(row, at + 10), RealColumn.get(row, at + 11)),
                new Usual(RealColumn.get(row, at + 22), RealColumn.get(row, at + 23), RealColumn.get(row, at + 24)),
                row.getInt(at + 25) == 1,
                RealColumn.get(row, at + 12),
                RealColumn.get(row, at + 26),
                row.getDouble(at + 13),
                row.getDouble(at + 27),
                row.getInt(at + 14),
                row.getLong(at + 15),
                row.getLong(at + 16),
                row.getDouble(at + 17));
        NightLoss loss =
                new NightLoss(RealColumn.get(row, at + 18), RealColumn.get(row, at + 19), RealColumn.get(row, at + 20));
        return new Night(sensor, row.getLong(at), row.getString(at + 1), measure, judgement, loss);
    }

    static void insert(Connection connection, int sensor, Night night) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT OR REPLACE INTO night (" + COLUMNS
                        + ", sensor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
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
            RealColumn.set(statement, 22, measure.dayMean());
            statement.setInt(29, sensor);
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, NightJudgement judgement) throws SQLException {
        statement.setString(9, judgement.verdict().name());
        RealColumn.set(statement, 10, judgement.night().level());
        RealColumn.set(statement, 11, judgement.night().offset());
        RealColumn.set(statement, 12, judgement.night().spread());
        RealColumn.set(statement, 13, judgement.score());
        statement.setDouble(14, judgement.sum());
        statement.setInt(15, judgement.quiet());
        statement.setLong(16, judgement.since());
        statement.setLong(17, judgement.raised());
        statement.setDouble(18, judgement.volume());
        RealColumn.set(statement, 23, judgement.day().level());
        RealColumn.set(statement, 24, judgement.day().offset());
        RealColumn.set(statement, 25, judgement.day().spread());
        statement.setInt(26, judgement.isByDay() ? 1 : 0);
        RealColumn.set(statement, 27, judgement.nightScore());
        statement.setDouble(28, judgement.nightSum());
    }
}
