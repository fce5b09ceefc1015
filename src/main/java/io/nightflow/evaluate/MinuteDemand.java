package io.nightflow.evaluate;

import io.nightflow.reading.Minute;
import java.util.Random;

/**
 * Hourly means made into minutes: a straight line between the middles of hours, times noise of two kinds, white (2 %) and
 * one that lasts a quarter of an hour (4 %), both for a zone of 72 m3/h (20 L/s); a smaller zone is noisier and a larger
 * one calmer with the root of its size, between half and twice that. A zone has no minutes in an hour without a mean.
 */
final class MinuteDemand {
    private static final double WHITE = 0.02;
    private static final double LASTING = 0.04;
    private static final double LASTING_MINUTES = 15;
    private static final double SIZE = 72;
    private static final int MINUTES = 60;

    private final HourlyDemand hourly;
    private final Random random;
    private final double scale;
    private final double keep = Math.exp(-1 / LASTING_MINUTES);
    private double lasting;
    private Minute next;

    /** From a minute on; the same seed and start give the same values. */
    MinuteDemand(HourlyDemand hourly, Minute from, long seed) {
        this.hourly = hourly;
        this.random = new Random(seed);
        this.next = from;
        double mean = hourly.mean(hourly.first(), hourly.end());
        scale = Math.max(0.5, Math.min(2, Math.sqrt(SIZE / mean)));
    }

    /** The minute that {@link #flow} will give. */
    Minute minute() {
        return next;
    }

    /** The next minute's flow in m3/h; NaN where there is none. */
    double flow() {
        lasting = keep * lasting + Math.sqrt(1 - keep * keep) * LASTING * random.nextGaussian();
        double noise = 1 + scale * (lasting + WHITE * random.nextGaussian());
        double smooth = smooth();
        next = next.plus(1);
        return Math.rint(Math.max(0, smooth * noise) * 1_000) / 1_000;
    }

    private double smooth() {
        int hour = hourly.index(next);
        if (hour >= hourly.flows().length) {
            return Double.NaN;
        }
        double here = hourly.flows()[hour];
        double fromMiddle = Math.floorMod(next.epochSecond() / 60, MINUTES) / (double) MINUTES - 0.5;
        int neighbour = hour + (fromMiddle < 0 ? -1 : 1);
        boolean known = neighbour >= 0 && neighbour < hourly.flows().length;
        double beside = known ? hourly.flows()[neighbour] : here;
        return Double.isNaN(beside) ? here : here + (beside - here) * Math.abs(fromMiddle);
    }
}
