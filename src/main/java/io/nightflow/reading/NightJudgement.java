package io.nightflow.reading;

import java.util.Locale;

/**
 * What a night was judged by; flows are m3/h, NaN where nothing is known.
 *
 * @param verdict what it is.
 * @param level the usual night, whatever its weekday.
 * @param offset what nights of its weekday usually have over the level.
 * @param spread how far usual nights stray, as a standard deviation.
 * @param score how far it lies over the usual, in spreads.
 * @param sum of the evidence for a leak: what scores of nights have over an allowance.
 * @param quiet how many nights in a row were as usual.
 * @param since the morning of the first night of the evidence, in days since 1970; -1 where there is none.
 * @param raised the morning on which the alarm began; -1 where none is on.
 * @param volume what has flowed over the usual since the first night of the evidence, m3, taken for whole days.
 */
public record NightJudgement(
        Verdict verdict,
        double level,
        double offset,
        double spread,
        double score,
        double sum,
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

    /** The usual flow of a night of its weekday, m3/h. */
    public double baseline() {
        return level + offset;
    }
}
