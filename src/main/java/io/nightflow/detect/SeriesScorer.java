package io.nightflow.detect;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.Stage;
import java.time.ZoneId;

/**
 * Scores any series of values by method {@code value}, at any sampling interval, learning as it goes: a score depends on
 * its value and those before it only.
 */
public final class SeriesScorer {
    private static final int REST_MINUTES = 30;
    private static final int LEARN_AFTER_MINUTES = 1_440;
    private static final long MINUTE = 60;
    private static final double ONE_HOUR = 3_600;
    private static final double PERCENT = 100;
    private static final double SPIKE_CAUTION = 0.8;
    private static final double SPIKE_MAX = 0.99;

    private final WeekClock clock;
    private final ValueMethod method;
    private final Profile profile = new Profile();
    private final ValueMemory memory = new ValueMemory();
    private long alarmSince = ValueMemory.NEVER;
    private long alarmLast = ValueMemory.NEVER;

    /** In this zone, for hours of the week. */
    public SeriesScorer(ZoneId zone) {
        clock = new WeekClock(zone);
        method = new ValueMethod(Tuning.CHOSEN, clock);
    }

    /**
     * What is said of a value.
     *
     * @param score 0 (as usual) to 1; 0.5 where an alert begins.
     * @param stage 0 to 4; 5 where nothing is known yet or there is no value.
     * @param reason a sentence; empty below stage 1.
     */
    public record Score(double score, Stage stage, String reason) {
        static final Score UNKNOWN = new Score(0, Stage.NOT_APPLICABLE, "");
    }

    /** Scores the next value; NaN where there is none. */
    public Score score(long epochSecond, double value) {
        if (!Double.isFinite(value)) {
            return Score.UNKNOWN;
        }
        if (memory.lastSecond == ValueMemory.NEVER
                || clock.hour(epochSecond) != memory.hour
                || epochSecond - memory.lastSecond >= ONE_HOUR) {
            method.newHour(epochSecond, memory, profile);
        }
        ValueMethod.View view = method.see(value, epochSecond, memory, profile);
        Stage stage =
                Double.isNaN(view.expected()) ? Stage.NOT_APPLICABLE : Tuning.stage(view.severity(), view.spike());
        boolean alarm = stage != Stage.NOT_APPLICABLE && stage.compareTo(Stage.ALERT) >= 0;
        boolean goesOn = follow(epochSecond, alarm);
        if (goesOn && epochSecond - alarmSince <= LEARN_AFTER_MINUTES * MINUTE) {
            ValueMethod.spoil(memory);
        } else {
            method.learn(value, view, memory, goesOn);
        }
        if (stage == Stage.NOT_APPLICABLE) {
            return Score.UNKNOWN;
        }
        double score = 1 - Math.pow(2, -Math.max(view.severity(), Math.min(SPIKE_MAX, SPIKE_CAUTION * view.spike())));
        return new Score(score, stage, stage == Stage.NORMAL ? "" : reason(value, view, epochSecond));
    }

    /** Whether an alarm goes on. */
    private boolean follow(long second, boolean alarm) {
        boolean goesOn = alarmLast != ValueMemory.NEVER && second - alarmLast <= REST_MINUTES * MINUTE;
        if (alarm) {
            alarmSince = goesOn ? alarmSince : second;
            alarmLast = second;
        }
        return alarm || goesOn;
    }

    private String reason(double value, ValueMethod.View view, long second) {
        double expected = view.expected();
        double off = Math.abs(value - expected);
        String much =
                off > Math.abs(expected) ? Decimal.text(off) : Math.round(PERCENT * off / Math.abs(expected)) + " %";
        return much + (value >= expected ? " over" : " below") + " the usual " + WeekClock.words(clock.hour(second))
                + " (" + Decimal.text(value) + " against " + Decimal.text(expected) + ")"
                + (view.isShift() ? " as a lasting shift" : "");
    }
}
