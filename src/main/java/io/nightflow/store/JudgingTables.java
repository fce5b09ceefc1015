package io.nightflow.store;

import io.nightflow.detect.DueReading;
import io.nightflow.detect.Judge;
import io.nightflow.detect.LateReadings;
import io.nightflow.detect.MinuteRecords;
import io.nightflow.detect.SensorFacts;
import io.nightflow.detect.SensorMemories;
import io.nightflow.reading.Alert;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one transaction of judging reads and writes. */
final class JudgingTables implements MinuteRecords, AutoCloseable {
    private static final String DUE_MINUTES = "SELECT minute FROM due_minute WHERE minute < ? ORDER BY minute LIMIT ?";

    private final Statements statements;
    private final StoredReadings readings;
    private final ResultWriter results;
    private final MemoryTable memory;
    private final LateTable late;
    private final Map<Integer, StoredFacts> facts = new HashMap<>();

    JudgingTables(Connection connection, Minute now) throws SQLException {
        statements = new Statements(connection);
        readings = new StoredReadings(statements);
        results = new ResultWriter(statements);
        memory = new MemoryTable(statements);
        late = new LateTable(connection, now);
    }

    @Override
    public List<Minute> dueMinutes(Minute before, int max) {
        return Sql.get(() -> DueTables.oldest(statements.connection(), DUE_MINUTES, before, max));
    }

    @Override
    public List<DueReading> due(Minute minute) {
        return Sql.get(() -> readings.due(minute));
    }

    @Override
    public List<DueReading> due(Minute minute, int sensor) {
        return Sql.get(() -> readings.due(minute, sensor));
    }

    @Override
    public List<DueReading> dueOrJudged(Minute minute, int sensor) {
        return Sql.get(() -> readings.notHistory(minute, sensor));
    }

    @Override
    public boolean isDue(Minute minute, int sensor) {
        return Sql.get(() -> results.isDue(minute, sensor));
    }

    @Override
    public SensorFacts facts(int sensor) {
        return facts.computeIfAbsent(sensor, id -> new StoredFacts(statements, id));
    }

    @Override
    public SensorMemories memories() {
        return memory;
    }

    @Override
    public LateReadings late() {
        return late;
    }

    @Override
    public void raise(List<Alert> alerts, boolean isLate) {
        Sql.run(() -> AlertTable.add(statements.connection(), alerts, isLate));
    }

    @Override
    public void found(DueReading due, Judge.Judged judged) {
        Sql.run(() -> results.found(due, judged));
    }

    @Override
    public int count() {
        return results.count();
    }

    @Override
    public void flush() {
        Sql.run(results::flush);
    }

    @Override
    public void done(Minute minute) {
        Sql.run(() -> results.minuteDone(minute));
    }

    @Override
    public void stillDue(Minute minute) {
        Sql.run(() -> results.stillDue(minute));
    }

    @Override
    public void judgeAgain(Minute from, int sensor) {
        Sql.run(() -> results.judgeAgain(from, sensor));
    }

    @Override
    public List<Silent> silent(Minute now, long minutes, Minute listeningSince) {
        return Sql.get(() -> SilentSensors.find(statements.connection(), now, minutes, listeningSince));
    }

    @Override
    public boolean isHeardSince(SensorId sensor, Minute minute) {
        return Sql.get(() -> SilentSensors.isHeardSince(statements.connection(), sensor, minute));
    }

    @Override
    public void markSilent(Silent silent) {
        Sql.run(() -> SilentSensors.mark(statements.connection(), silent));
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
