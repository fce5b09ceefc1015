package io.nightflow.camel.steps;

import io.nightflow.night.NightWindow;
import io.nightflow.night.TenMinutes;
import io.nightflow.reading.Minute;
import io.nightflow.reading.NightFlow;
import io.nightflow.reading.SensorId;
import io.nightflow.store.NightStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures each ten minutes of the night that have ended and are not measured yet, oldest first. */
public final class MeasureNightFlow {
    private static final Duration CATCH_UP = Duration.ofDays(31);

    private final NightStore store;
    private final NightWindow window;
    private final Duration grace;
    private final InstantSource clock;

    /** Waits for late minutes for {@code grace} where a window is not complete. */
    public MeasureNightFlow(NightStore store, NightWindow window, Duration grace, InstantSource clock) {
        this.store = store;
        this.window = window;
        this.grace = grace;
        this.clock = clock;
    }

    /** Measures what is due; nothing where it was done already. */
    public synchronized void measureDue() {
        Instant now = clock.instant();
        TenMinutes newest = TenMinutes.endedBefore(Minute.containing(now));
        TenMinutes oldest = TenMinutes.endedBefore(Minute.containing(now.minus(CATCH_UP)));
        TenMinutes ten = store.doneThrough()
                .map(done -> new TenMinutes(done).next())
                .filter(next -> oldest.last().isBefore(next.last()))
                .orElse(store.doneThrough().isPresent() ? oldest : newest);
        while (!newest.last().isBefore(ten.last())) {
            if (window.contains(ten.first()) && !measure(ten, now)) {
                return;
            }
            ten = ten.next();
        }
    }

    private boolean measure(TenMinutes ten, Instant now) {
        Map<SensorId, List<Double>> flows = store.flows(ten.first(), ten.last());
        boolean complete = flows.values().stream().allMatch(values -> values.size() == TenMinutes.MINUTES);
        boolean graceOver = !now.isBefore(ten.last().end().plus(grace));
        if (!graceOver && (flows.isEmpty() || !complete)) {
            return false;
        }
        List<NightFlow> means = new ArrayList<>();
        flows.forEach((sensor, values) -> ten.mean(sensor, values).ifPresent(means::add));
        store.save(ten.last(), means).join();
        return true;
    }
}
