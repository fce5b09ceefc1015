package io.nightflow.detect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Finding;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All methods on both quantities of one reading, in the order of the minutes of a sensor. Keeps nothing itself: the result
 * depends on the reading, the sensor's state and the outlook only. Not for two threads.
 */
public final class OutlierDetector {
    private static final long HOUR = 3_600;

    private final WeekClock clock;
    private final ShiftMethod value;
    private final QuantityJudge flow;
    private final QuantityJudge pressure;

    /** By these rules. */
    public OutlierDetector(DetectionRules rules) {
        clock = rules.clock();
        value = new ShiftMethod(clock, rules.alarmsAWeek());
        flow = new QuantityJudge(Quantity.FLOW, rules, value, clock);
        pressure = new QuantityJudge(Quantity.PRESSURE, rules, value, clock);
    }

    /**
     * The result.
     *
     * @param flow of the flow.
     * @param pressure of the pressure.
     * @param alerts events that began or ended.
     * @param snapshot to be kept for a day, at the first reading of an hour.
     */
    public record Outcome(Finding flow, Finding pressure, List<Alert> alerts, Optional<Snapshot> snapshot) {}

    /**
     * Judges a reading and changes the state.
     *
     * @throws IllegalArgumentException the minute is not newer than those that were judged.
     */
    public Outcome judge(Reading reading, MeteringPoint point, SensorState state, SensorContext outlook) {
        Minute minute = reading.minute();
        if (!state.isNew(minute)) {
            throw new IllegalArgumentException("judging " + reading.sensor() + ": " + minute + " is not after "
                    + state.last().orElse(minute));
        }
        Optional<Snapshot> snapshot = isNewHour(minute, state) ? Optional.of(newHour(minute, state)) : Optional.empty();
        if (!reading.quality().isMeasured()) {
            state.judged(minute);
            return new Outcome(Finding.none(Quantity.FLOW), Finding.none(Quantity.PRESSURE), List.of(), snapshot);
        }
        List<Alert> alerts = new ArrayList<>(0);
        boolean night = outlook.isNight(minute);
        Finding ofFlow = flow.judge(reading, point, state, outlook, night, alerts);
        Finding ofPressure = pressure.judge(reading, point, state, outlook, night, alerts);
        TwoSides.tell(alerts, ofFlow, ofPressure, state);
        state.judged(minute);
        return new Outcome(ofFlow, ofPressure, alerts, snapshot);
    }

    private boolean isNewHour(Minute minute, SensorState state) {
        if (state.last().isEmpty()) {
            return true;
        }
        long last = state.last().get().epochSecond();
        return minute.epochSecond() - last >= HOUR || clock.hour(last) != clock.hour(minute.epochSecond());
    }

    private Snapshot newHour(Minute minute, SensorState state) {
        byte[] memory = state.memory();
        Profile.Before ofFlow = newHour(Quantity.FLOW, minute, state);
        Profile.Before ofPressure = newHour(Quantity.PRESSURE, minute, state);
        return new Snapshot(minute, memory, ofFlow, ofPressure);
    }

    private Profile.Before newHour(Quantity quantity, Minute minute, SensorState state) {
        SensorState.Basis basis = state.basis(quantity);
        if (basis == null) {
            return Profile.Before.NOTHING;
        }
        Profile.Before before = value.newHour(minute.epochSecond(), state.of(quantity).value, basis.profile());
        if (!before.equals(Profile.Before.NOTHING)) {
            state.profilesChange();
        }
        return before;
    }
}
