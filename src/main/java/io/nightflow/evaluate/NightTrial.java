package io.nightflow.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * One rule on the nights of one zone: untouched, and with a leak that begins on every night of a span on which no alarm is
 * on. A leak is found by an alarm that begins within 10 nights, a growing one by an alarm at all while it grows.
 */
final class NightTrial {
    /** Constant leaks, as shares of the mean flow of the zone. */
    static final double[] SIZES = {0.025, 0.05, 0.1, 0.2};

    private static final int NIGHTS_TO_FIND = 10;
    private static final int GROWING_NIGHTS = 60;
    private static final double GROWN = 0.2;

    private final NightSeries series;
    private final NightWatch fresh;

    NightTrial(NightSeries series, NightWatch fresh) {
        this.series = series;
        this.fresh = fresh;
    }

    /**
     * What became of leaks that were put in.
     *
     * @param delays nights until the alarm, 1 for the first of the leak; of those that were found.
     * @param starts how many there were.
     */
    record Leaks(List<Integer> delays, int starts) {
        Leaks() {
            this(new ArrayList<>(), 0);
        }

        Leaks and(int delay) {
            if (delay > 0) {
                delays.add(delay);
            }
            return new Leaks(delays, starts + 1);
        }

        Leaks and(Leaks others) {
            List<Integer> all = new ArrayList<>(delays);
            all.addAll(others.delays());
            return new Leaks(all, starts + others.starts());
        }
    }

    /**
     * What the rule has done.
     *
     * @param zone of these nights.
     * @param nights of the span that were judged, untouched.
     * @param alarms that began among them.
     * @param inAlarm how many of them were in alarm.
     * @param constant by the order of {@link #SIZES}.
     * @param growing to a share of 0.2 in 60 nights.
     * @param chance starts after which an alarm of the untouched nights began within 10 nights.
     */
    record Outcome(
            String zone, int nights, int alarms, int inAlarm, List<Leaks> constant, Leaks growing, Leaks chance) {}

    /** All nights from the first to the last of the span; those before the span are history. */
    Outcome run(long from, long to) {
        List<NightWatch> before = new ArrayList<>();
        boolean[] on = new boolean[series.nights().length];
        NightWatch watch = fresh.copy();
        for (int i = 0; i < on.length && series.first() + i <= to; i++) {
            before.add(watch.copy());
            on[i] = watch.judge(series.first() + i, series.nights()[i], series.days()[i]);
        }
        int nights = 0;
        int alarms = 0;
        int inAlarm = 0;
        List<Leaks> constant = new ArrayList<>();
        for (int i = 0; i < SIZES.length; i++) {
            constant.add(new Leaks());
        }
        Leaks growing = new Leaks();
        Leaks chance = new Leaks();
        for (int i = series.index(from); i < before.size(); i++) {
            boolean was = i > 0 && on[i - 1];
            boolean there = !Double.isNaN(series.nights()[i]);
            nights += there ? 1 : 0;
            alarms += on[i] && !was ? 1 : 0;
            inAlarm += on[i] ? 1 : 0;
            if (there && !was && i + NIGHTS_TO_FIND <= before.size()) {
                for (int size = 0; size < SIZES.length; size++) {
                    double flow = SIZES[size] * series.mean();
                    constant.set(
                            size,
                            constant.get(size).and(delay(series, before.get(i), i, NIGHTS_TO_FIND, night -> flow)));
                }
                chance = chance.and(delay(series, before.get(i), i, NIGHTS_TO_FIND, night -> 0));
            }
            if (there && !was && i + GROWING_NIGHTS <= before.size()) {
                double step = GROWN * series.mean() / GROWING_NIGHTS;
                growing = growing.and(delay(series, before.get(i), i, GROWING_NIGHTS, night -> step * night));
            }
        }
        return new Outcome(series.zone(), nights, alarms, inAlarm, constant, growing, chance);
    }

    /** Nights until an alarm begins; 0 for none. The leak's flow is given for its first, second .. night. */
    static int delay(NightSeries series, NightWatch before, int start, int most, LongToDoubleFunction leak) {
        NightWatch watch = before.copy();
        for (int night = 1; night <= most; night++) {
            int at = start + night - 1;
            double flow = leak.applyAsDouble(night);
            double ofDay = (night == 1 ? 0 : (1 - NightSeries.FIRST_DAY) * leak.applyAsDouble(night - 1))
                    + NightSeries.FIRST_DAY * flow;
            if (watch.judge(series.first() + at, series.nights()[at] + flow, series.days()[at] + ofDay)) {
                return night;
            }
        }
        return 0;
    }
}
