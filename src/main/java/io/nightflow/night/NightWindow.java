package io.nightflow.night;

import io.nightflow.reading.Minute;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The part of the day in which night flow is measured, in the site's local time; may cross midnight. Asked for each
 * instant, never scheduled, so both clock-change nights come out right.
 *
 * @param startInclusive local time.
 * @param endExclusive local time; different from the start.
 * @param zone the site's zone.
 */
public record NightWindow(LocalTime startInclusive, LocalTime endExclusive, ZoneId zone) {
    private static final int DAY_SECONDS = 86_400;

    /** Whether a minute lies in the window. */
    public boolean contains(Minute minute) {
        // of every minute that is judged: the offset is all that a clock must know of a date
        long local =
                minute.epochSecond() + zone.getRules().getOffset(minute.start()).getTotalSeconds();
        int time = Math.floorMod(local, DAY_SECONDS);
        boolean afterStart = time >= startInclusive.toSecondOfDay();
        boolean beforeEnd = time < endExclusive.toSecondOfDay();
        return crossesMidnight() ? afterStart || beforeEnd : afterStart && beforeEnd;
    }

    /** The first minute of the night that belongs to the morning of this date. */
    public Minute start(LocalDate morning) {
        LocalDate day = crossesMidnight() ? morning.minusDays(1) : morning;
        return Minute.containing(day.atTime(startInclusive).atZone(zone).toInstant());
    }

    /** The minute after its last. */
    public Minute end(LocalDate morning) {
        return Minute.containing(morning.atTime(endExclusive).atZone(zone).toInstant());
    }

    /** How long the night that belongs to the morning of this date is: not the same where a clock changes in it. */
    public long minutes(LocalDate morning) {
        return (end(morning).epochSecond() - start(morning).epochSecond()) / 60;
    }

    /** The local date of the morning of the night that a minute in the window belongs to. */
    public LocalDate morning(Minute minute) {
        ZonedDateTime local = minute.start().atZone(zone);
        boolean evening = crossesMidnight() && !local.toLocalTime().isBefore(startInclusive);
        return evening ? local.toLocalDate().plusDays(1) : local.toLocalDate();
    }

    /** The local date of the morning on which the night under way, or else the next one, ends. */
    public LocalDate nextMorning(Minute minute) {
        LocalDate today = minute.start().atZone(zone).toLocalDate();
        return minute.isBefore(end(today)) ? today : today.plusDays(1);
    }

    /** Which hours of which clock, such as {@code 02:00-05:00 Europe/Rome}. */
    public String words() {
        return startInclusive + "-" + endExclusive + " " + zone;
    }

    private boolean crossesMidnight() {
        return !startInclusive.isBefore(endExclusive);
    }
}
