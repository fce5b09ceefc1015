package io.nightflow.reading;

import java.util.Locale;

/**
 * What a night was judged by; flows are m3/h, NaN where nothing is known.
 *
 * @param verdict what it is.
 * @param night what its hours of minimum flow usually are.
 * @param day what the day up to its end usually is.
 * @param isByDay whether it was judged by the day up to its end, which strays clearly less than the night in some zones; a
 *     leak flows in both.
 * @param score how far what it was judged by lies over the usual, in spreads.
 * @param nightScore the same of its hours of minimum flow.
 * @param sum of the evidence for a leak: what scores of nights have over an allowance.
 * @param nightSum the same of hours of minimum flow alone.
 * @param quiet how many nights in a row were as usual.
 * @param since the morning of the first night of the evidence, in days since 1970; -1 where there is none.
 * @param raised the morning on which the alarm began; -1 where none is on.
 * @param volume what has flowed over the usual since the first night of the evidence, m3, taken for whole days.
 */
public record NightJudgement(
        Verdict verdict,
        Usual night,
        Usual day,
        boolean isByDay,
        double score,
        double nightScore,
        double sum,
        double nightSum,
        int quiet,
        long since,
        long raised,
        double volume) {
    /** What a night is. */
    public enum Verdict {
        /** Too few 10-minute means: no minimum night flow, nothing is raised. */
        INCOMPLETE,
        /** Too few nights before it. */
        LEARNING,
        /** As usual. */
        NORMAL,
        /** Above the usual; one such night alone is no leak yet. */
        HIGH,
        /** The evidence for a leak is enough, and not yet gone. */
        ALARM;

        /** As people and programs read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it lies above the usual. */
        public boolean isAbove() {
            return this == HIGH || this == ALARM;
        }
    }

    /**
     * What a mean flow usually is, m3/h; NaN where nothing is known.
     *
     * @param level whatever the weekday.
     * @param offset what its weekday usually has over the level.
     * @param spread how far usual ones stray, as a standard deviation.
     */
    public record Usual(double level, double offset, double spread) {
        /** Nothing is known. */
        public static final Usual UNKNOWN = new Usual(Double.NaN, Double.NaN, Double.NaN);

        /** On its weekday, m3/h. */
        public double flow() {
            return level + offset;
        }

        /** What goes on over a night that was not judged. */
        Usual carried() {
            return new Usual(level, Double.NaN, spread);
        }
    }

    /** What the mean that it was judged by usually is. */
    public Usual usual() {
        return isByDay ? day : night;
    }

    /** What goes on over a night that was not judged. */
    public NightJudgement carried(Verdict of) {
        double none = Double.NaN;
        return new NightJudgement(
                of, night.carried(), day.carried(), false, none, none, sum, nightSum, quiet, since, raised, volume);
    }

    /** What a person's answer leaves of the evidence. */
    public NightJudgement ended() {
        return new NightJudgement(verdict, night, day, isByDay, score, nightScore, 0, 0, 0, -1, -1, 0);
    }
}
