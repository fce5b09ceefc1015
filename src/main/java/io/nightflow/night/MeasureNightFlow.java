package io.nightflow.night;

import io.nightflow.night.NightRecords.Measured;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.TenMinuteFlow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures each ten minutes of the night that have ended and hold something new, then judges each night that has ended and
 * holds something new; oldest first. A late reading makes its ten minutes and its night be computed anew.
 */
public final class MeasureNightFlow {
    private static final int WINDOWS_A_TRANSACTION = 200;
    private static final int NIGHTS_A_TRANSACTION = 50; // each reads a day of readings

    private final NightRecords store;
    private final NightWindows nights;
    private final JudgeNights judge;
    private final Duration grace;
    private final InstantSource clock;

    /** Waits for late minutes for {@code grace} where a window is not complete. */
    public MeasureNightFlow(
            NightRecords store, NightWindows nights, JudgeNights judge, Duration grace, InstantSource clock) {
        this.store = store;
        this.nights = nights;
        this.judge = judge;
        this.grace = grace;
        this.clock = clock;
    }

    /** Measures and judges what is due; nothing where it was done already. */
    public synchronized void measureDue() {
        Instant now = clock.instant();
        Minute minute = Minute.containing(now);
        int done;
        do {
            done = store.measureDue(minute, WINDOWS_A_TRANSACTION, (last, flows) -> measure(last, flows, now))
                    .join();
        } while (done > 0);
        do {
            done = store.judgeDue(NIGHTS_A_TRANSACTION, judge).join();
        } while (done > 0);
    }

    private Optional<Measured> measure(Minute last, Map<SensorId, List<Double>> flows, Instant now) {
        TenMinutes ten = new TenMinutes(last);
        Map<SensorId, Long> ofNights = new HashMap<>();
        flows.keySet()
                .forEach(sensor -> ofNights.put(
                        sensor,
                        nights.of(sensor).minimum().nextMorning(ten.first()).toEpochDay()));
        Map<SensorId, List<Double>> tonight = new HashMap<>(flows);
        tonight.keySet().removeIf(sensor -> !nights.of(sensor).night().contains(ten.first()));
        boolean complete = tonight.values().stream().allMatch(values -> values.size() == TenMinutes.MINUTES);
        if (!complete && now.isBefore(last.end().plus(grace))) {
            return Optional.empty();
        }
        List<TenMinuteFlow> means = new ArrayList<>();
        tonight.forEach((sensor, values) -> ten.mean(sensor, values).ifPresent(means::add));
        return Optional.of(new Measured(means, ofNights));
    }
}
