package io.nightflow.evaluate;

import io.nightflow.reading.Minute;
import io.nightflow.simulator.Roughness;
import java.util.Random;

/**
 * Hourly means made into minutes. A zone has no minutes in an hour without a mean; the same seed and span give the same
 * values.
 *
 * <pre>
 * rough    each hour at its own level, with a step to the next within 15 minutes of the full hour; noise of each minute
 *          (5 %) and one that lasts five minutes (5 %), both for a zone of 72 m3/h (20 L/s) and larger or smaller with the
 *          root of its size, between 0.8 and 1.4 times that; then each hour brought to its mean. About the straight lines
 *          the ten zones are 4.5 to 8.9 % at 5 minutes and 3.3 to 7.1 % at 15 (L-Town 6.6 and 4.3 %)
 * smooth   straight lines between the middles of hours; noise of each minute (2 %) and one that lasts a quarter of an hour
 *          (4 %), between half and twice that: smoother than any real zone, for comparison with earlier figures
 * </pre>
 */
final class MinuteDemand {
    private static final int MINUTES = 60;
    private static final double LEAST = 0.05;
    private static final double SMOOTH_LEAST = 0.5;
    private static final double SMOOTH_MOST = 2;
    private static final double DECIMALS = 1_000;

    private final HourlyDemand hourly;
    private final Kind kind;
    private final Random random;
    private final double scale;
    private final double keep;
    private double lasting;

    /** How the minutes are made. */
    enum Kind {
        ROUGH(Roughness.EACH_MINUTE, Roughness.LASTING, Roughness.LASTING_MINUTES),
        SMOOTH(0.02, 0.04, 15);

        private final double white;
        private final double lasting;
        private final double lastingMinutes;

        Kind(double white, double lasting, double lastingMinutes) {
            this.white = white;
            this.lasting = lasting;
            this.lastingMinutes = lastingMinutes;
        }
    }

    private MinuteDemand(HourlyDemand hourly, Kind kind, long seed) {
        this.hourly = hourly;
        this.kind = kind;
        random = new Random(seed);
        keep = Math.exp(-1 / kind.lastingMinutes);
        double mean = hourly.mean(hourly.first(), hourly.end());
        scale = kind == Kind.ROUGH ? Roughness.scale(mean) : Roughness.scale(mean, SMOOTH_LEAST, SMOOTH_MOST);
    }

    /** The minutes of whole hours. */
    static MinuteSeries make(HourlyDemand hourly, Kind kind, Minute from, Minute to, long seed) {
        MinuteDemand demand = new MinuteDemand(hourly, kind, seed);
        int first = hourly.index(from);
        int end = hourly.index(to);
        double[] flows = new double[Math.max(0, end - first) * MINUTES];
        int step = demand.step();
        for (int hour = first; hour < end; hour++) {
            int next = demand.step();
            demand.hour(hour, step, next, flows, (hour - first) * MINUTES);
            step = next;
        }
        return new MinuteSeries(hourly.first().plus((long) first * MINUTES), 1, flows);
    }

    /** Minutes from a full hour to the step of its demand. */
    private int step() {
        return kind == Kind.ROUGH ? random.nextInt(2 * Roughness.STEP_MAX + 1) - Roughness.STEP_MAX : 0;
    }

    private void hour(int hour, int step, int next, double[] flows, int at) {
        double sum = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            lasting = keep * lasting + Math.sqrt(1 - keep * keep) * kind.lasting * random.nextGaussian();
            double noise = 1 + scale * (lasting + kind.white * random.nextGaussian());
            double level = kind == Kind.ROUGH
                    ? level(hour, minute, step, next)
                    : hourly.line(hourly.first().plus((long) hour * MINUTES + minute), 0);
            flows[at + minute] = level * Math.max(LEAST, noise);
            sum += flows[at + minute];
        }
        double share = kind == Kind.ROUGH && sum > 0 ? hourly.flows()[hour] * MINUTES / sum : 1;
        for (int minute = 0; minute < MINUTES; minute++) {
            flows[at + minute] = Math.rint(flows[at + minute] * share * DECIMALS) / DECIMALS;
        }
    }

    private double level(int hour, int minute, int step, int next) {
        int of = minute < step ? hour - 1 : minute >= MINUTES + next ? hour + 1 : hour;
        boolean known = of >= 0 && of < hourly.flows().length && !Double.isNaN(hourly.flows()[of]);
        return Double.isNaN(hourly.flows()[hour]) || !known ? hourly.flows()[hour] : hourly.flows()[of];
    }
}
