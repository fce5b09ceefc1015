package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One transaction of judging: due minutes, oldest first. A reading that is newer than all of its sensor is judged as it
 * comes. A late one goes back to what was remembered before it and judges all that the sensor has from there on anew, so
 * that the results are those that would have come of the right order; rows that changed are sent again.
 */
final class JudgeRun<S> {
    private static final int READINGS_MAX = 10_000;
    private static final long NANOS_MAX = 300_000_000;
    private static final int REPLAYED_AT_ONCE = 120;
    private static final int SENSORS_AT_ONCE = 20;
    private static final int VERDICT = 7;

    private final Connection connection;
    private final Minute now;
    private final Judge<S> judge;
    private final ResultWriter results;
    private final MemoryTable memory;
    private final LateTable late;
    private final LongSupplier nanos;
    private final long started;
    private final Map<Integer, RememberedSensor<S>> sensors = new HashMap<>();

    /** No minute from {@code now} on can have been judged, but where the clock was ahead before. */
    JudgeRun(
            Connection connection,
            Minute now,
            Judge<S> judge,
            ResultWriter results,
            MemoryTable memory,
            LongSupplier nanos)
            throws SQLException {
        this.late = new LateTable(connection, now);
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        this.connection = connection;
        this.now = now;
        this.judge = judge;
        this.results = results;
        this.memory = memory;
    }

    /** Judges these minutes, as many as one transaction should hold: others wait for it. */
    ResultStore.Progress run(List<Minute> due) throws SQLException {
        int minutes = 0;
        boolean again = false;
        for (Minute minute : due) {
            // what has gathered must still lie within what is remembered
            again = isLong() || takeGathered(late.from(minute.plus(-RememberedSensor.KEPT_MINUTES), SENSORS_AT_ONCE));
            if (again) {
                break;
            }
            judge(minute);
            minutes++;
        }
        again = again || (!isLong() && takeGathered(late.quiet(SENSORS_AT_ONCE)));
        for (RememberedSensor<S> sensor : sensors.values()) {
            sensor.save(memory);
        }
        return new ResultStore.Progress(minutes, again);
    }

    private boolean isLong() {
        return results.count() >= READINGS_MAX || nanos.getAsLong() - started > NANOS_MAX;
    }

    private void judge(Minute minute) throws SQLException {
        List<StoredReading> behind = new ArrayList<>();
        for (StoredReading due : StoredReading.due(connection, minute)) {
            RememberedSensor<S> sensor = sensor(due.sensor());
            if (judge.last(sensor.state()).map(last -> last.isBefore(minute)).orElse(true)) {
                judge(due, sensor, late.isReplay(due.sensor(), minute));
            } else {
                behind.add(due);
            }
        }
        results.flush();
        boolean left = false;
        for (StoredReading due : behind) {
            if (isLong()) {
                left = true; // for the next transaction
            } else if (results.isDue(minute, due.sensor())) {
                judgeLate(due, sensor(due.sensor()));
                results.flush();
            }
        }
        results.minuteDone(minute);
        if (left) {
            results.stillDue(minute);
        }
    }

    /** Goes back to before what has gathered of some sensors; from there on they are judged like what is due. */
    private boolean takeGathered(List<LateTable.Late> gathered) throws SQLException {
        for (LateTable.Late each : gathered) {
            RememberedSensor<S> sensor = sensor(each.sensor());
            Minute last = judge.last(sensor.state()).orElse(each.from());
            Optional<Minute> from = sensor.rewind(each.from());
            if (from.isPresent()) {
                late.judgeAgain(each.sensor(), from.get(), last);
            } else {
                judgeAlone(each, last);
            }
        }
        return !gathered.isEmpty();
    }

    /** Nothing is kept from before them: each by itself, all of one sensor. */
    private void judgeAlone(LateTable.Late each, Minute last) throws SQLException {
        for (Minute minute = each.from(); !last.isBefore(minute); minute = minute.plus(1)) {
            for (StoredReading due : StoredReading.due(connection, minute, each.sensor())) {
                store(due, judge.judgeAlone(due.reading(), new Facts(connection, due.sensor())));
            }
        }
        results.flush();
        results.minuteDone(last);
        late.forget(each.sensor());
    }

    private void judge(StoredReading stored, RememberedSensor<S> sensor, boolean isReplay) throws SQLException {
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

    private void store(StoredReading stored, Judge.Judged judged) throws SQLException {
        boolean changed = (stored.judged() & VERDICT) != ResultWriter.mark(judged)
                || stored.flowStages() != number(judged.flow().stages().digits())
                || stored.pressureStages() != number(judged.pressure().stages().digits());
        results.add(stored.sensor(), stored.reading().minute(), judged, stored.wasJudged());
        if (changed) {
            results.send(stored.reading().minute(), judged.row());
        }
    }

    private void judgeLate(StoredReading due, RememberedSensor<S> sensor) throws SQLException {
        Minute minute = due.reading().minute();
        Minute last = judge.last(sensor.state()).orElse(minute);
        boolean isNear = !minute.plus(REPLAYED_AT_ONCE).isBefore(last);
        boolean isKept = !minute.plus(RememberedSensor.KEPT_MINUTES).isBefore(last);
        if (!isNear && isKept) {
            late.note(due.sensor(), minute);
            return;
        }
        Optional<Minute> from = sensor.rewind(due.reading().minute());
        if (from.isEmpty()) {
            store(due, judge.judgeAlone(due.reading(), new Facts(connection, due.sensor())));
            return;
        }
        replay(from.get(), last, due.sensor(), sensor);
    }

    private void replay(Minute from, Minute last, int id, RememberedSensor<S> sensor) throws SQLException {
        for (Minute minute = from; !last.isBefore(minute); minute = minute.plus(1)) {
            for (StoredReading again : StoredReading.notHistory(connection, minute, id)) {
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

    /** Digits as they are stored: a number. */
    static int number(String digits) {
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            number = 10 * number + digits.charAt(i) - '0';
        }
        return number;
    }
}
