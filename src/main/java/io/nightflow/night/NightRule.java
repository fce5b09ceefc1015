package io.nightflow.night;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.Night;
import io.nightflow.reading.Night.Verdict;
import io.nightflow.reading.NightFlow;
import io.nightflow.reading.SensorId;
import java.util.List;

/**
 * Judges a night by its 10-minute means and the nights before it.
 *
 * <pre>
 * incomplete   fewer than 80 % of its 10-minute means
 * learning     fewer than 5 accepted nights before it
 * high         mean above baseline + 3 spreads, the night before was not
 * alarm        mean above baseline + 3 spreads, the last complete night was as well
 * </pre>
 */
public final class NightRule {
    private static final double COMPLETE = 0.8;
    private static final int HOUR_WINDOWS = 6;
    private static final long TEN_MINUTES = 600;
    private static final double LITRES = 1_000;
    private static final double PERCENT = 100;

    private NightRule() {}

    /**
     * Judges.
     *
     * @param tens the 10-minute means of the night, in the order of time.
     * @param expected how many there would be.
     * @param newestFirst the nights before it.
     */
    public static Night judge(
            SensorId sensor,
            long day,
            List<NightFlow> tens,
            int expected,
            List<Night> newestFirst,
            NightInputs inputs) {
        if (tens.size() < COMPLETE * expected || tens.isEmpty()) {
            double none = Double.NaN;
            return new Night(
                    sensor,
                    day,
                    none,
                    none,
                    none,
                    none,
                    tens.size(),
                    expected,
                    none,
                    none,
                    Verdict.INCOMPLETE,
                    "",
                    none,
                    none,
                    none);
        }
        double mean = tens.stream().mapToDouble(NightFlow::mean).sum() / tens.size();
        NightBaseline baseline = NightBaseline.of(day, newestFirst);
        Verdict verdict = verdict(mean, baseline, newestFirst);
        double net = Math.max(0, mean - inputs.legitimate());
        return new Night(
                sensor,
                day,
                mean,
                minimumHour(tens),
                tens.stream().mapToDouble(NightFlow::mean).min().orElse(mean),
                NightBaseline.median(tens.stream()
                        .mapToDouble(ten -> Math.abs(ten.mean() - mean))
                        .toArray()),
                tens.size(),
                expected,
                baseline.flow(),
                baseline.spread(),
                verdict,
                reason(verdict, mean, baseline),
                net,
                net * inputs.dayFactor(),
                net * LITRES / inputs.connections());
    }

    private static Verdict verdict(double mean, NightBaseline baseline, List<Night> newestFirst) {
        if (!baseline.isKnown()) {
            return Verdict.LEARNING;
        }
        if (mean <= baseline.high()) {
            return Verdict.NORMAL;
        }
        return isLastAbove(newestFirst) ? Verdict.ALARM : Verdict.HIGH;
    }

    /** Whether the last complete night was above the usual; one without data neither starts nor ends anything. */
    public static boolean isLastAbove(List<Night> newestFirst) {
        return newestFirst.stream()
                .filter(night -> night.verdict() != Verdict.INCOMPLETE)
                .findFirst()
                .map(night -> night.verdict().isAbove())
                .orElse(false);
    }

    /** The lowest mean of an hour without gaps; NaN where there is none. */
    private static double minimumHour(List<NightFlow> tens) {
        double minimum = Double.NaN;
        for (int i = 0; i + HOUR_WINDOWS <= tens.size(); i++) {
            List<NightFlow> hour = tens.subList(i, i + HOUR_WINDOWS);
            long span = hour.get(HOUR_WINDOWS - 1).last().epochSecond()
                    - hour.get(0).last().epochSecond();
            if (span == (HOUR_WINDOWS - 1) * TEN_MINUTES) {
                double mean = hour.stream().mapToDouble(NightFlow::mean).sum() / HOUR_WINDOWS;
                minimum = Double.isNaN(minimum) ? mean : Math.min(minimum, mean);
            }
        }
        return minimum;
    }

    private static String reason(Verdict verdict, double mean, NightBaseline baseline) {
        if (!verdict.isAbove()) {
            return "";
        }
        String much = baseline.flow() > 0
                ? Math.round(PERCENT * (mean - baseline.flow()) / baseline.flow()) + " %"
                : shown(mean) + " m3/h";
        return "minimum night flow " + much + " over the usual (" + shown(mean) + " against " + shown(baseline.flow())
                + " m3/h)" + (verdict == Verdict.ALARM ? ", two nights in a row" : "");
    }

    private static String shown(double flow) {
        return Decimal.text(Math.rint(flow * PERCENT) / PERCENT);
    }
}
