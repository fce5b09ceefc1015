package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One transaction of judging: due minutes, oldest first. A reading that is newer than all of its sensor is judged as it
 * comes. A late one goes back to what was remembered before it and judges all that the sensor has from there on anew, so
 * that the results are those that would have come of the right order; rows that changed are sent again.
 */
final class JudgeRun<S> {
    private static final int READINGS_MAX = 20_000;
    private static final String READING =
            "SELECT r.sensor, s.name, r.flow, r.pressure, r.quality, r.judged, r.flow_stages,"
                    + " r.pressure_stages, r.minute FROM reading r JOIN sensor s ON s.id = r.sensor WHERE r.minute = ?";

    private static final String NOT_HISTORY = " AND r.sensor = ? AND (r.judged = 0 OR r.flow_stages IS NOT NULL)";

    private final Connection connection;
    private final Minute now;
    private final Judge<S> judge;
    private final ResultWriter results;
    private final MemoryTable memory;
    private final Map<Integer, RememberedSensor<S>> sensors = new HashMap<>();

    /** No minute from {@code now} on can have been judged, but where the clock was ahead before. */
    JudgeRun(Connection connection, Minute now, Judge<S> judge, ResultWriter results, MemoryTable memory) {
        this.connection = connection;
        this.now = now;
        this.judge = judge;
        this.results = results;
        this.memory = memory;
    }

    private record Stored(
            int sensor, Reading reading, int judged, boolean wasJudged, int flowStages, int pressureStages) {}

    /** Judges these minutes, as many as one transaction should hold; gives how many it did. */
    int run(List<Minute> due) throws SQLException {
        int minutes = 0;
        for (Minute minute : due) {
            if (results.count() >= READINGS_MAX) {
                break;
            }
            judge(minute);
            minutes++;
        }
        for (RememberedSensor<S> sensor : sensors.values()) {
            sensor.save(memory);
        }
        return minutes;
    }

    private void judge(Minute minute) throws SQLException {
        List<Stored> late = new ArrayList<>();
        for (Stored due : stored(READING + " AND r.judged = 0 ORDER BY s.name", minute, 0)) {
            RememberedSensor<S> sensor = sensor(due.sensor());
            if (judge.last(sensor.state()).map(last -> last.isBefore(minute)).orElse(true)) {
                judge(due, sensor, false);
            } else {
                late.add(due);
            }
        }
        results.flush();
        for (Stored due : late) {
            if (results.isDue(minute, due.sensor())) {
                judgeLate(due, sensor(due.sensor()));
                results.flush();
            }
        }
        results.minuteDone(minute);
    }

    private void judge(Stored stored, RememberedSensor<S> sensor, boolean isReplay) throws SQLException {
        Reading reading = stored.reading();
        Optional<Minute> silentSince = sensor.endSilence(reading.minute());
        if (silentSince.isPresent()) {
            AlertTable.add(connection, List.of(heardAgain(reading, silentSince.get())));
        }
        Judge.Judged judged = judge.judge(reading, sensor.state(), new Facts(connection, stored.sensor()));
        if (judged.kept().isPresent()) {
            sensor.keep(judged.kept().get());
        }
        AlertTable.add(connection, judged.alerts(), isReplay || stored.wasJudged());
        store(stored, judged);
    }

    private void store(Stored stored, Judge.Judged judged) throws SQLException {
        boolean changed = stored.judged() != ResultWriter.mark(judged)
                || stored.flowStages() != number(judged.flow().stages().digits())
                || stored.pressureStages() != number(judged.pressure().stages().digits());
        results.add(stored.sensor(), stored.reading().minute(), judged, stored.wasJudged());
        if (changed) {
            results.send(stored.reading().minute(), judged.row());
        }
    }

    private void judgeLate(Stored due, RememberedSensor<S> sensor) throws SQLException {
        Minute last = judge.last(sensor.state()).orElse(due.reading().minute());
        Optional<Minute> from = sensor.rewind(due.reading().minute());
        if (from.isEmpty()) {
            store(due, judge.judgeAlone(due.reading(), new Facts(connection, due.sensor())));
            return;
        }
        replay(from.get(), last, due.sensor(), sensor);
    }

    private void replay(Minute from, Minute last, int id, RememberedSensor<S> sensor) throws SQLException {
        for (Minute minute = from; !last.isBefore(minute); minute = minute.plus(1)) {
            for (Stored again : stored(READING + NOT_HISTORY, minute, id)) {
                judge(again, sensor, true);
            }
        }
    }

    private RememberedSensor<S> sensor(int id) throws SQLException {
        RememberedSensor<S> known = sensors.get(id);
        if (known == null) {
            known = RememberedSensor.load(connection, memory, id, judge);
            boolean ahead =
                    judge.last(known.state()).map(last -> !last.isBefore(now)).orElse(false);
            sensors.put(id, known);
            if (ahead) {
                known = backToNow(id, known);
            }
        }
        return known;
    }

    /** The clock was ahead, or is behind: what was judged from now on is judged again when its time comes. */
    private RememberedSensor<S> backToNow(int id, RememberedSensor<S> ahead) throws SQLException {
        Optional<Minute> from = ahead.rewind(now.plus(-1));
        if (from.isEmpty()) { // all that is kept lies ahead: what was judged stays as it is
            RememberedSensor<S> fresh = ahead.fresh();
            sensors.put(id, fresh);
            return fresh;
        }
        results.judgeAgain(now, id);
        replay(from.get(), now.plus(-1), id, ahead);
        return ahead;
    }

    /** Since when a sensor was silent is the minute after its last; it ended with the minute before this one. */
    private static Alert heardAgain(Reading reading, Minute since) {
        long minutes = (reading.minute().epochSecond() - since.epochSecond()) / 60;
        String reason = "heard again after " + minutes + " minutes";
        return Alert.ofSensor(reading.sensor(), reading.minute(), EventKind.SENSOR_SILENT, true, minutes, reason);
    }

    private List<Stored> stored(String sql, Minute minute, int sensor) throws SQLException {
        List<Stored> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, minute.epochSecond());
            if (sensor != 0) {
                statement.setInt(2, sensor);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Reading reading = new Reading(
                            new SensorId(row.getString(2)),
                            minute,
                            RealColumn.get(row, 3),
                            RealColumn.get(row, 4),
                            Quality.values()[row.getInt(5)]);
                    int sensorId = row.getInt(1);
                    int judged = row.getInt(6);
                    int flowStages = row.getInt(7);
                    found.add(new Stored(sensorId, reading, judged, !row.wasNull(), flowStages, row.getInt(8)));
                }
            }
        }
        return found;
    }

    /** Digits as they are stored: a number. */
    static int number(String digits) {
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            number = 10 * number + digits.charAt(i) - '0';
        }
        return number;
    }
}
