package io.nightflow.night;

/** Which days are holidays; their nights are taken for those of a Sunday. */
@FunctionalInterface
public interface NightHolidays {
    /** Whether a day since 1970 is one. */
    boolean isHoliday(long day);
}
