package io.nightflow.detect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Keeps readings and what was found of them: whoever implements it can have them judged. */
public interface MinuteStore {
    /** Runs work in one transaction, which may run twice; {@code now} is the minute that has not ended. */
    <T> CompletableFuture<T> judging(Minute now, Function<MinuteRecords, T> work);

    /** A clock that only goes on, in nanoseconds: what one transaction judges is bounded in time. */
    long nanoTime();

    /**
     * How far a transaction came.
     *
     * @param minutes that it judged.
     * @param again whether there is more to judge at once.
     */
    record Progress(int minutes, boolean again) {}

    /** Judges the oldest due minutes before a minute, at most {@code minutesMax}, and what came late. */
    default <S> CompletableFuture<Progress> judgeDue(
            Minute before, int minutesMax, Judge<S> judge, RememberedSensors<S> sensors) {
        return judging(before, records -> {
            List<Minute> due = records.dueMinutes(before, minutesMax);
            Progress progress = new JudgingTurn<>(records, before, judge, sensors, this::nanoTime).run(due);
            return new Progress(progress.minutes(), progress.again() || due.size() == minutesMax);
        });
    }

    /** The same, with nothing held in memory from before. */
    default <S> CompletableFuture<Progress> judgeDue(Minute before, int minutesMax, Judge<S> judge) {
        return judgeDue(before, minutesMax, judge, new RememberedSensors<>(judge, 0));
    }

    /**
     * Raises an alert for each sensor that has become silent: listed, or heard for a day, and not heard for {@code minutes},
     * nor for twice as long as it usually is not.
     *
     * @param now no reading of this minute can be there yet.
     * @param listeningSince the first minute whose readings could have been heard.
     * @param parts of a zone; empty for a sensor.
     * @return what was raised.
     */
    default CompletableFuture<List<Alert>> raiseSilence(
            Minute now, long minutes, Minute listeningSince, Function<SensorId, List<SensorId>> parts) {
        return judging(now, records -> {
            List<Alert> raised = new ArrayList<>();
            for (MinuteRecords.Silent silent : records.silent(now, minutes, listeningSince)) {
                List<SensorId> missing = parts.apply(silent.sensor()).stream()
                        .filter(part -> !records.isHeardSince(part, now.plus(-minutes)))
                        .toList();
                Alert alert = Silence.begun(silent.sensor(), silent.since(), now, missing);
                records.raise(List.of(alert), false);
                records.markSilent(silent);
                raised.add(alert);
            }
            return raised;
        });
    }
}
