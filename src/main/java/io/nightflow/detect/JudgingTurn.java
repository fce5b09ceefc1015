package io.nightflow.detect;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One transaction of judging: due minutes, oldest first. A reading that is newer than all of its sensor is judged as it
 * comes. A late one goes back to what was remembered before it and judges all that the sensor has from there on anew, so
 * that the results are those that would have come of the right order; rows that changed are sent again.
 */
final class JudgingTurn<S> {
    private static final int READINGS_MAX = 20_000;
    private static final long NANOS_MAX = 300_000_000;
    private static final int REPLAYED_AT_ONCE = 120;
    private static final int SENSORS_AT_ONCE = 20;

    private final MinuteRecords records;
    private final Minute now;
    private final Judge<S> judge;
    private final LateReadings late;
    private final LongSupplier nanos;
    private final long started;
    private final SensorMemories memories;
    private final RememberedSensors<S> sensors;

    /** No minute from {@code now} on can have been judged, but where the clock was ahead before. */
    JudgingTurn(MinuteRecords records, Minute now, Judge<S> judge, RememberedSensors<S> sensors, LongSupplier nanos) {
        this.records = records;
        this.memories = records.memories();
        this.sensors = sensors;
        this.late = records.late();
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        this.now = now;
        this.judge = judge;
    }

    /** Judges these minutes, as many as one transaction should hold: others wait for it. */
    MinuteStore.Progress run(List<Minute> due) {
        sensors.begin(memories);
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
        sensors.open().forEach(sensor -> sensor.save(memories));
        return new MinuteStore.Progress(minutes, again);
    }

    private boolean isLong() {
        return records.count() >= READINGS_MAX || nanos.getAsLong() - started > NANOS_MAX;
    }

    private void judge(Minute minute) {
        List<DueReading> behind = new ArrayList<>();
        for (DueReading due : records.due(minute)) {
            RememberedSensor<S> sensor = sensor(due.sensor());
            if (sensor.last().map(last -> last.isBefore(minute)).orElse(true)) {
                boolean isReplay = late.isReplay(due.sensor(), minute);
                if (!isReplay && !due.wasJudged()) {
                    sensor.heard(minute, now);
                }
                judge(due, sensor, isReplay);
            } else {
                behind.add(due);
            }
        }
        records.flush();
        boolean left = false;
        for (DueReading due : behind) {
            if (isLong()) {
                left = true; // for the next transaction
            } else if (records.isDue(minute, due.sensor())) {
                judgeLate(due, sensor(due.sensor()));
                records.flush();
            }
        }
        records.done(minute);
        if (left) {
            records.stillDue(minute);
        }
    }

    /** Goes back to before what has gathered of some sensors; from there on they are judged like what is due. */
    private boolean takeGathered(List<LateReadings.Late> gathered) {
        for (LateReadings.Late each : gathered) {
            RememberedSensor<S> sensor = sensor(each.sensor());
            Minute last = sensor.last().orElse(each.from());
            Optional<Minute> from = sensor.rewind(memories, each.from());
            if (from.isPresent()) {
                late.judgeAgain(each.sensor(), from.get(), last);
            } else {
                judgeAlone(each, last);
            }
        }
        return !gathered.isEmpty();
    }

    /** Nothing is kept from before them: each by itself, all of one sensor. */
    private void judgeAlone(LateReadings.Late each, Minute last) {
        for (Minute minute = each.from(); !last.isBefore(minute); minute = minute.plus(1)) {
            for (DueReading due : records.due(minute, each.sensor())) {
                records.found(due, judge.judgeAlone(due.reading(), records.facts(due.sensor())));
            }
        }
        records.flush();
        records.done(last);
        late.forget(each.sensor());
    }

    private void judge(DueReading stored, RememberedSensor<S> sensor, boolean isReplay) {
        Reading reading = stored.reading();
        Optional<Minute> silentSince = sensor.endSilence(reading.minute());
        if (silentSince.isPresent()) {
            records.raise(List.of(Silence.ended(reading.sensor(), silentSince.get(), reading.minute())), false);
        }
        Judge.Judged judged = judge.judge(reading, sensor.state(), records.facts(stored.sensor()));
        if (judged.kept().isPresent()) {
            sensor.keep(memories, judged.kept().get());
        }
        records.raise(judged.alerts(), isReplay || stored.wasJudged());
        records.found(stored, judged);
    }

    private void judgeLate(DueReading due, RememberedSensor<S> sensor) {
        Minute minute = due.reading().minute();
        Minute last = sensor.last().orElse(minute);
        boolean isNear = !minute.plus(REPLAYED_AT_ONCE).isBefore(last);
        boolean isKept = !minute.plus(RememberedSensor.KEPT_MINUTES).isBefore(last);
        if (!isNear && isKept) {
            late.note(due.sensor(), minute);
            return;
        }
        Optional<Minute> from = sensor.rewind(memories, due.reading().minute());
        if (from.isEmpty()) {
            records.found(due, judge.judgeAlone(due.reading(), records.facts(due.sensor())));
            return;
        }
        replay(from.get(), last, due.sensor(), sensor);
    }

    private void replay(Minute from, Minute last, int id, RememberedSensor<S> sensor) {
        for (Minute minute = from; !last.isBefore(minute); minute = minute.plus(1)) {
            for (DueReading again : records.dueOrJudged(minute, id)) {
                judge(again, sensor, true);
            }
        }
    }

    private RememberedSensor<S> sensor(int id) {
        if (sensors.isOpen(id)) {
            return sensors.sensor(memories, id);
        }
        RememberedSensor<S> sensor = sensors.sensor(memories, id);
        boolean ahead = sensor.last().map(last -> !last.isBefore(now)).orElse(false);
        return ahead ? backToNow(id, sensor) : sensor;
    }

    /** The clock was ahead, or is behind: what was judged from now on is judged again when its time comes. */
    private RememberedSensor<S> backToNow(int id, RememberedSensor<S> ahead) {
        Optional<Minute> from = ahead.rewind(memories, now.plus(-1));
        if (from.isEmpty()) { // all that is kept lies ahead: what was judged stays as it is
            RememberedSensor<S> fresh = ahead.fresh();
            sensors.replace(id, fresh);
            return fresh;
        }
        records.judgeAgain(now, id);
        replay(from.get(), now.plus(-1), id, ahead);
        return ahead;
    }
}
