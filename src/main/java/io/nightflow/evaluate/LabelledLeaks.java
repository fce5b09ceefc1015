package io.nightflow.evaluate;

import io.nightflow.evaluate.NightTrial.Leaks;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaks that somebody knows of, each alone on the nights of a zone without leaks, begun on every twentieth night of a span
 * on which no alarm is on.
 */
final class LabelledLeaks {
    private static final int EVERY = 20;
    private static final int NIGHTS_TO_FIND = 10;
    private static final int NIGHTS_MAX = 60;

    private final NightSeries series;
    private final NightWatch fresh;

    LabelledLeaks(NightSeries series, NightWatch fresh) {
        this.series = series;
        this.fresh = fresh;
    }

    /** What became of one: found within 10 nights where it is abrupt, else while it runs, within 60. */
    Leaks run(KnownLeak leak, long from, long to) {
        int most = leak.isAbrupt() ? NIGHTS_TO_FIND : Math.min(NIGHTS_MAX, Math.max(1, leak.nights()));
        Leaks leaks = new Leaks(new ArrayList<>(), 0);
        NightWatch watch = fresh.copy();
        boolean on = false;
        for (int i = 0; i < series.nights().length && series.first() + i <= to; i++) {
            if (i >= series.index(from)
                    && i % EVERY == 0
                    && !on
                    && i + most <= series.nights().length
                    && !Double.isNaN(series.nights()[i])) {
                leaks = leaks.and(NightTrial.delay(series, watch, i, most, leak::flow));
            }
            on = watch.judge(series.first() + i, series.nights()[i], series.days()[i]);
        }
        return leaks;
    }

    /** A line a leak, and one for all abrupt ones. */
    List<String> table(List<KnownLeak> known, long from, long to) {
        List<String> lines = new ArrayList<>();
        Leaks abrupt = new Leaks();
        for (KnownLeak leak : known) {
            Leaks found = run(leak, from, to);
            abrupt = leak.isAbrupt() ? abrupt.and(found) : abrupt;
            lines.add("| " + leak.name() + (leak.isAbrupt() ? ", abrupt | " : ", growing | ") + leak.peak() + " | "
                    + NightEvaluation.share(found) + " of " + found.starts() + " | " + NightEvaluation.median(found)
                    + " |");
        }
        lines.add("| all abrupt ones | | " + NightEvaluation.share(abrupt) + " of " + abrupt.starts() + " | "
                + NightEvaluation.median(abrupt) + " |");
        return lines;
    }
}
