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
    private static final double NEWS = 0.25; // of a line in the rate of the last lines
    private static final double ANOTHER = 0.4; // so much more or less is another flow
    private static final double ROUND = 1e6; // a thousandth of a litre an hour

    private Sample point = new Sample(0, 0);
    private Minute open = new Minute(0);
    private Minute next = new Minute(Long.MIN_VALUE / 120 * 60);
    private double volume;
    private double covered;
    private Quality quality = Quality.GOOD;
    private boolean isFirst = true;
    private boolean waited;
    private boolean isOnCount; // the point is where it counted on, not somewhere between two counts
    private double rate; // of the last lines, m3 a second; 0 where it is not known

    /** Begins; the minute in which it does is not given out. */
    void start(Sample sample) {
        point = sample;
        rate = 0;
        isOnCount = false;
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
        rate = 0;
        isOnCount = false;
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
            isOnCount = false;
            rate = 0;
            cut(new Sample(second - WAIT_MAX, point.total()), Quality.ESTIMATED, sink);
        }
    }

    /**
     * It has counted on to here, at some time between two samples: at the one at which the line goes on as it came, where that
     * lies between them, so that the time from one sample to the next is no flow that swings.
     *
     * @param earliest the sample before, at which it had not; the sample itself where that is as good.
     */
    void line(double earliest, Sample latest, Quality sampled, Sink sink) {
        if (latest.second() - point.second() > GAP_MAX) {
            start(latest);
            return;
        }
        double change = latest.total() - point.total();
        double middle = (earliest + latest.second()) / 2;
        double straight = rate == 0 ? middle : point.second() + change / rate;
        double second = Math.max(Math.max(earliest, point.second() + 1), Math.min(latest.second(), straight));
        double span = second - point.second();
        boolean isCoarse = earliest < latest.second();
        boolean isGuess = waited || (isCoarse && !isOnCount); // how much of a count had passed is not known
        Quality ofSpan = isGuess ? Quality.ESTIMATED : span > JUDGED_MAX ? Quality.INTERVAL : Quality.GOOD;
        waited = false;
        isOnCount = isCoarse || sampled.isMeasured();
        double ofSpanAlone = change / span;
        boolean isAnother = rate == 0 || Math.abs(ofSpanAlone - rate) > ANOTHER * Math.abs(rate);
        rate = isAnother ? ofSpanAlone : rate + NEWS * (ofSpanAlone - rate);
        cut(new Sample(second, latest.total()), sampled.or(ofSpan), sink);
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
