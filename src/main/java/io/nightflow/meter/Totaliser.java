package io.nightflow.meter;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import java.util.List;
import java.util.Optional;

/**
 * A register, which only counts, becomes flow: straight lines between the moments at which it counts on, cut at the minutes.
 * A difference from one minute to the next would swing between nothing and a whole step of the register, and hide what
 * happens; a line finds a burst in the same minute as the true flow.
 *
 * <pre>
 *  register                                  o = a sample       * = the register counted on, between two samples
 *    |                          o--o--o
 *    |                     *..'                a minute is given out when the line has passed its end
 *    |          o--o--o..'
 *    |       *'
 *    +--o--o-------------------------> time
 * </pre>
 *
 * A change that the meter cannot make waits for the next sample: where that agrees with it, the meter was exchanged, else it
 * was a glitch; noughts that loggers write for nothing say neither. A fall that a rollover explains is one. What no sample lay in is {@link Quality#ESTIMATED}. Volumes are in
 * m3, times in seconds of one clock that never steps. One instance a meter, one thread.
 */
public final class Totaliser {
    private static final double HOUR = 3_600;
    private static final double JUST_BELOW = 0.99;

    private final Meter meter;
    private final FlowMinutes minutes;
    private final SampleSpacing spacing;
    private final Pace pace = new Pace();
    private Optional<Sample> last = Optional.empty();
    private Optional<Sample> held = Optional.empty();
    private double lastStep; // time of the last sample that had counted on
    private double beforeStep = Double.NaN; // time of the sample before the last one that had counted on
    private boolean stood; // at the last sample it had not counted on
    private double rolledOver; // what the rollovers have taken off, m3
    private boolean hadGap;

    /**
     * What a meter can do.
     *
     * @param flowMax the highest flow that it can measure, m3/h; above 0.
     * @param flowMin the lowest; below 0 where its register also counts back.
     * @param rollovers volumes at which its register may begin again at 0, m3; empty where it is not known to.
     * @param areGuessed whether those are only usual ones: then it must have stood just below.
     */
    public record Meter(double flowMax, double flowMin, List<Double> rollovers, boolean areGuessed) {}

    /** One look at a register: seconds, and m3. */
    public record Sample(double second, double total) {}

    /** Is told what a register gives. */
    public interface Sink {
        /** The mean flow of a minute, m3/h, each minute once and in order. */
        void minute(Minute minute, double flow, Quality quality);

        /** Another meter hangs there from now on; its register was and is so, m3. */
        void exchanged(Sample before, Sample after);
    }

    /** What became of a sample. */
    public enum Taken {
        /** It counts. */
        COUNTED,
        /** It is not later than the one before, and is passed over. */
        NOT_LATER,
        /** The meter cannot, or can hardly, have got there: the next one will tell. */
        HELD,
        /** The same, and the one before, which was held, is dropped: neither agrees with the other. */
        HELD_AND_DROPPED,
        /** It counts, and the one before, which was held, was a glitch and is dropped. */
        AFTER_GLITCH,
        /** It counts, and agrees with the held one: it is another meter. */
        EXCHANGED
    }

    /**
     * Of a meter of which nothing is known yet.
     *
     * @param interval seconds from one sample to the next, as far as it is known beforehand; 0 where it is not.
     */
    public Totaliser(Meter meter, double interval) {
        this.meter = meter;
        spacing = new SampleSpacing(interval);
        minutes = new FlowMinutes();
    }

    /** Goes on from a sample that an earlier run had; minutes before this one were given out. */
    public void resume(Sample from, Minute next) {
        last = Optional.of(from);
        beforeStep = from.second() - HOUR;
        lastStep = from.second();
        minutes.start(from);
        minutes.skipBefore(next);
    }

    /** Takes the next sample. */
    public Taken take(Sample sample, Sink sink) {
        if (last.isEmpty()) {
            start(sample);
            return Taken.COUNTED;
        }
        Sample before = last.get();
        if (sample.second() <= held.orElse(before).second()) {
            return Taken.NOT_LATER;
        }
        boolean wasHeld = held.isPresent();
        if (wasHeld && sample.total() == 0 && held.get().total() == 0) {
            held = Optional.of(sample);
            return Taken.HELD;
        }
        if (wasHeld && isPossible(before, held.get()) && isPossible(held.get(), sample)) {
            return confirmed(before, held.get(), sample, sink);
        }
        if (isPossible(before, sample) && (wasHeld || !pace.isUnheardOf(before, sample))) {
            held = Optional.empty();
            advance(before, sample, sink);
            return wasHeld ? Taken.AFTER_GLITCH : Taken.COUNTED;
        }
        if (wasHeld && isPossible(held.get(), sample)) {
            exchange(before, held.get(), sample, sink);
            return Taken.EXCHANGED;
        }
        held = Optional.of(sample);
        return wasHeld ? Taken.HELD_AND_DROPPED : Taken.HELD;
    }

    /** What the meter could, but never did before: much more in a day of many looks is another meter. */
    private Taken confirmed(Sample before, Sample first, Sample second, Sink sink) {
        if (pace.isAnotherMeter(before, first)) {
            exchange(before, first, second, sink);
            return Taken.EXCHANGED;
        }
        held = Optional.empty();
        advance(before, first, sink);
        advance(first, second, sink);
        return Taken.COUNTED;
    }

    private void start(Sample sample) {
        last = Optional.of(sample);
        beforeStep = sample.second() - HOUR; // it may have stood for long
        lastStep = sample.second();
        minutes.start(sample);
    }

    private void exchange(Sample before, Sample first, Sample second, Sink sink) {
        sink.exchanged(before, first);
        held = Optional.empty();
        rolledOver = 0;
        hadGap = false;
        stood = false;
        minutes.breakAt(first, sink);
        last = Optional.of(first);
        beforeStep = first.second() - HOUR;
        lastStep = first.second();
        advance(first, second, sink);
    }

    /** A coarse register stands still and then counts a whole step: the time since it did so before is what counts. */
    private boolean isPossible(Sample from, Sample to) {
        return fits(to.total() - from.total(), from, to) || rollover(from, to).isPresent();
    }

    private boolean fits(double change, Sample from, Sample to) {
        double since = held.filter(from::equals).isPresent() ? from.second() - HOUR : beforeStep;
        double hours = (to.second() - Math.min(from.second(), since)) / HOUR;
        return change >= Math.min(0, meter.flowMin()) * hours && change <= meter.flowMax() * hours;
    }

    private Optional<Double> rollover(Sample from, Sample to) {
        double change = to.total() - from.total();
        return change >= 0
                ? Optional.empty()
                : meter.rollovers().stream()
                        .filter(full -> from.total() <= full
                                && from.total() >= (meter.areGuessed() ? JUST_BELOW * full : 0)
                                && fits(change + full, from, to))
                        .findFirst();
    }

    private void advance(Sample before, Sample sample, Sink sink) {
        double change = sample.total() - before.total();
        if (!fits(change, before, sample)) {
            double full = rollover(before, sample).orElse(0.0);
            rolledOver += full;
            change += full;
        }
        double passed = sample.second() - before.second();
        Quality sampled = spacing.quality(passed);
        spacing.add(passed);
        hadGap |= sampled == Quality.ESTIMATED;
        last = Optional.of(sample);
        if (change == 0) {
            stood = true;
            minutes.standing(sample.second(), sink);
            return;
        }
        pace.add(change, sample.second() - lastStep, sample.second());
        beforeStep = before.second();
        lastStep = sample.second();
        boolean isKnown = !stood || hadGap; // one that counts at each sample is as good as its sample
        stood = false;
        double earliest = isKnown ? sample.second() : before.second();
        Quality quality = hadGap ? Quality.ESTIMATED : sampled;
        minutes.line(earliest, new Sample(sample.second(), sample.total() + rolledOver), quality, sink);
        hadGap = false;
    }
}
