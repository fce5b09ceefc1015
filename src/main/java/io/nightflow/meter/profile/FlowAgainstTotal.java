package io.nightflow.meter.profile;

import java.util.Locale;
import java.util.Optional;

/**
 * Compares what a meter says as flow with how fast its register counts: a wrong unit, order of bytes, scale or weight of a pulse
 * shows at once.
 */
public final class FlowAgainstTotal {
    private static final double HOUR = 3_600;
    private static final double AGREES = 0.05;
    private static final double STEPS_MIN = 5;

    private double firstTotal = Double.NaN;
    private double firstSecond;
    private double step = Double.POSITIVE_INFINITY; // the smallest change so far
    private double last = Double.NaN;
    private double flows;
    private int looks;

    /** Takes a look: seconds of any clock, m3/h and m3; NaN for what there is not. */
    public void add(double second, double flow, double total) {
        if (!Double.isNaN(flow)) {
            flows += flow;
            looks++;
        }
        if (Double.isNaN(total)) {
            return;
        }
        double change = Math.abs(total - last);
        step = change > 0 ? Math.min(step, change) : step;
        last = total;
        if (Double.isNaN(firstTotal)) {
            firstTotal = total;
            firstSecond = second;
        }
    }

    /** What the two say of each other so far, in words; empty where one of them is missing, or this is the first look. */
    public Optional<String> words(double second) {
        if (Double.isNaN(firstTotal) || looks < 2 || second <= firstSecond) {
            return Optional.empty();
        }
        double change = last - firstTotal;
        double flow = flows / looks;
        double byTotal = change / (second - firstSecond) * HOUR;
        if (Math.abs(change) < STEPS_MIN * step) {
            return Optional.of(String.format(
                    Locale.ROOT, "%.2f m3/h by flow; the register has hardly counted yet, go on looking", flow));
        }
        return Optional.of(String.format(
                Locale.ROOT, "%.2f m3/h by flow, %.2f m3/h by total%s", flow, byTotal, verdict(flow, byTotal)));
    }

    private static String verdict(double flow, double byTotal) {
        double apart = flow / byTotal;
        if (Math.abs(apart - 1) <= AGREES) {
            return ": they agree";
        }
        double ratio = Math.max(Math.abs(apart), 1 / Math.abs(apart));
        String times = String.format(Locale.ROOT, ": %.1f apart", ratio);
        if (apart < 0) {
            return times + " and against each other: a sign, or a reverse total?";
        }
        return times + guess(ratio, apart > 1);
    }

    private static String guess(double ratio, boolean flowIsMore) {
        if (isNear(ratio, 3.6)) {
            return flowIsMore ? ": m3/h for L/s?" : ": L/s for m3/h?";
        }
        if (isNear(ratio, 1_000)) {
            return flowIsMore ? ": L for m3?" : ": m3 for L?";
        }
        if (isNear(ratio, HOUR)) {
            return ": per second for per hour?";
        }
        if (isNear(ratio, 60)) {
            return ": per minute for per hour?";
        }
        return isNear(ratio, 10) || isNear(ratio, 100)
                ? ": the weight of a count, or a scale?"
                : ": another register, order of bytes or unit?";
    }

    private static boolean isNear(double ratio, double one) {
        return Math.abs(ratio / one - 1) <= 2 * AGREES;
    }
}
