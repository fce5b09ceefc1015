package io.nightflow.meter;

import io.nightflow.meter.Totaliser.Sample;
import io.nightflow.meter.Totaliser.Sink;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;

/** Straight lines between points of a register, cut into minutes. */
final class FlowMinutes {
    private static final double MINUTE = 60;
    private static final double MINUTES_AN_HOUR = 60;
    private static final double JUDGED_MAX = 600; // what stands still for longer says nothing of a single minute
    private static final double WAIT_MAX = 3_600;
    private static final double GAP_MAX = 31 * 86_400.0;
    private static final double ROUND = 1e6; // a thousandth of a litre an hour

    private Sample point = new Sample(0, 0);
    private Minute open = new Minute(0);
    private Minute next = new Minute(Long.MIN_VALUE / 120 * 60);
    private double volume;
    private double covered;
    private Quality quality = Quality.GOOD;
    private boolean isFirst = true;
    private boolean waited;

    /** Begins; the minute in which it does is not given out. */
    void start(Sample sample) {
        point = sample;
        waited = false;
        open(sample.second());
        isFirst = sample.second() > open.epochSecond();
    }

    /** Minutes before this one were given out by an earlier run. */
    void skipBefore(Minute given) {
        next = given;
    }

    /** Another meter counts from here; what passed since the last point is not known. */
    void breakAt(Sample first, Sink sink) {
        boolean sameMinute =
                Minute.containing((long) Math.floor(first.second())).equals(open);
        if (!sameMinute) {
            if (covered > 0) {
                give(sink);
            }
            open(first.second());
        }
        quality = Quality.ESTIMATED;
        point = first;
        waited = false;
    }

    private void open(double second) {
        open = Minute.containing((long) Math.floor(second));
        volume = 0;
        covered = 0;
        quality = Quality.GOOD;
    }

    /** The register stands: after an hour what is there is given out. */
    void standing(double second, Sink sink) {
        if (second - point.second() > WAIT_MAX) {
            waited = true;
            cut(new Sample(second - WAIT_MAX, point.total()), Quality.ESTIMATED, sink);
        }
    }

    /** It has counted on to here. */
    void line(Sample to, Quality sampled, Sink sink) {
        double span = to.second() - point.second();
        if (span > GAP_MAX) {
            start(to);
            return;
        }
        Quality ofSpan = waited ? Quality.ESTIMATED : span > JUDGED_MAX ? Quality.INTERVAL : Quality.GOOD;
        waited = false;
        cut(to, sampled.or(ofSpan), sink);
    }

    private void cut(Sample to, Quality of, Sink sink) {
        double rate = (to.total() - point.total()) / (to.second() - point.second());
        double from = point.second();
        while (from < to.second()) {
            double minuteEnd = open.epochSecond() + MINUTE;
            double end = Math.min(to.second(), minuteEnd);
            volume += rate * (end - from);
            covered += end - from;
            quality = quality.or(of);
            from = end;
            if (end == minuteEnd) {
                give(sink);
            }
        }
        point = to;
    }

    private void give(Sink sink) {
        if (!isFirst && !open.isBefore(next)) {
            double flow = Math.round(volume * MINUTES_AN_HOUR * ROUND) / ROUND;
            sink.minute(open, flow, covered < MINUTE - 1 / ROUND ? Quality.ESTIMATED : quality);
        }
        isFirst = false;
        open = open.plus(1);
        volume = 0;
        covered = 0;
        quality = Quality.GOOD;
    }
}
