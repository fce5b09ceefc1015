package io.nightflow.reading;

import java.util.List;

/**
 * What a meter that was asked has said, when its answer was in.
 *
 * @param sensor whose it is.
 * @param nanos of the machine's clock that only goes on ({@link System#nanoTime}).
 * @param flow m3/h; NaN where the meter does not say it.
 * @param pressure bar; NaN likewise.
 * @param total of its register, m3; NaN likewise.
 * @param kind what it is able to say.
 * @param status words of the bits that are set, such as {@code empty-pipe}.
 */
public record MeterSample(
        SensorId sensor, long nanos, double flow, double pressure, double total, Kind kind, List<String> status) {
    /**
     * What a meter is able to say.
     *
     * @param hasFlow whether it says flow itself; its register corrects the sum of that.
     * @param hasRegister whether it has one.
     * @param countsBack whether its register falls when water flows back.
     * @param countM3 m3 of one count.
     * @param rolloverM3 at which it begins again at 0; NaN where that is not known.
     * @param everySeconds how often it is asked.
     */
    public record Kind(
            boolean hasFlow,
            boolean hasRegister,
            boolean countsBack,
            double countM3,
            double rolloverM3,
            double everySeconds) {}

    /** Of these states the values are as good as ever; of any other they are not to be judged. */
    private static final List<String> HARMLESS = List.of("reverse", "battery-low", "leak", "burst", "fault-for-now");

    /** Whether the meter itself says that its values cannot be trusted. */
    public boolean isSuspect() {
        return !HARMLESS.containsAll(status);
    }
}
