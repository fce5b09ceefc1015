package io.nightflow.detect;

import io.nightflow.reading.EventKind;
import io.nightflow.reading.Method;
import io.nightflow.reading.Stage;
import java.nio.ByteBuffer;

/**
 * An alarm that goes on: from the first minute at the alert stage to the last one, pauses shorter than the rest period
 * included. One alert is given at its start and one at its end.
 *
 * <pre>
 * since i64 (minimum: none), last i64, stage i32, method i32, event i32, values f64, expected f64, count i64,
 * volume f64, volume since last f64
 * </pre>
 */
final class OpenEvent {
    static final int BYTES = 8 * 7 + 4 * 3;

    private static final long NEVER = Long.MIN_VALUE;
    private static final long MINUTE = 60;
    private static final double MINUTES_AN_HOUR = 60;

    private long since = NEVER;
    private long last;
    private int stage;
    private int method;
    private int event;
    private double valueSum;
    private double expectedSum;
    private long count;
    private double volume;
    private double volumeSinceLast;

    boolean isOpen() {
        return since != NEVER;
    }

    /** Whether it has gone on for longer than this. */
    boolean isOlderThan(long minutes, long now) {
        return isOpen() && now - since > minutes * MINUTE;
    }

    void open(long now, Stage reached, Method by, EventKind what) {
        since = now;
        stage = reached.ordinal();
        method = by.ordinal();
        event = what.ordinal();
        valueSum = 0;
        expectedSum = 0;
        count = 0;
        volume = 0;
        volumeSinceLast = 0;
    }

    /** A minute of it; {@code expected} is NaN where nothing is known. */
    void add(long now, Stage reached, boolean alert, double value, double expected) {
        volumeSinceLast += Double.isNaN(expected) || Double.isNaN(value) ? 0 : (value - expected) / MINUTES_AN_HOUR;
        if (!alert) {
            return;
        }
        last = now;
        stage = Math.max(stage, reached.ordinal());
        volume += volumeSinceLast;
        volumeSinceLast = 0;
        if (!Double.isNaN(value) && !Double.isNaN(expected)) {
            valueSum += value;
            expectedSum += expected;
            count++;
        }
    }

    /** Whether the rest period is over. */
    boolean hasEnded(long now, long restMinutes) {
        return isOpen() && now - last >= restMinutes * MINUTE;
    }

    /**
     * Whether the last event lies so far back that a new one may begin. A fault of the meter says nothing of the water: a
     * single wild value must not hide a burst that follows it.
     */
    boolean hasRested(long now, long minutes) {
        return isOfFault() || now - last >= minutes * MINUTE;
    }

    /** Whether the meter was at fault, and not the water. */
    boolean isOfFault() {
        return event() == EventKind.METER_FAULT || event() == EventKind.STUCK_METER;
    }

    void close() {
        since = NEVER;
    }

    long last() {
        return last;
    }

    Stage stage() {
        return Stage.values()[stage];
    }

    Method method() {
        return Method.values()[method];
    }

    void rename(EventKind what) {
        event = what.ordinal();
    }

    EventKind event() {
        return EventKind.values()[event];
    }

    long minutes() {
        return (last - since) / MINUTE + 1;
    }

    double volume() {
        return volume;
    }

    double meanValue() {
        return count == 0 ? Double.NaN : valueSum / count;
    }

    double meanExpected() {
        return count == 0 ? Double.NaN : expectedSum / count;
    }

    void write(ByteBuffer out) {
        out.putLong(since).putLong(last).putInt(stage).putInt(method).putInt(event);
        out.putDouble(valueSum)
                .putDouble(expectedSum)
                .putLong(count)
                .putDouble(volume)
                .putDouble(volumeSinceLast);
    }

    void read(ByteBuffer in) {
        since = in.getLong();
        last = in.getLong();
        stage = in.getInt();
        method = in.getInt();
        event = in.getInt();
        valueSum = in.getDouble();
        expectedSum = in.getDouble();
        count = in.getLong();
        volume = in.getDouble();
        volumeSinceLast = in.getDouble();
    }
}
