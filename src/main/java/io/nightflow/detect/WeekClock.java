package io.nightflow.detect;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Local hours of the week, 0 (Monday 00:00) to 167, from seconds of UTC; a holiday is a Sunday. Not for two threads: it remembers the last quarter
 * of an hour, within which no zone changes its offset.
 */
public final class WeekClock {
    /** Hours of a week. */
    public static final int HOURS = 168;

    private static final int DAY_HOURS = 24;
    private static final long QUARTER = 900;
    private static final double HOUR_SECONDS = 3_600;

    private final ZoneId zone;
    private final Predicate<LocalDate> holidays;
    private long quarter = Long.MIN_VALUE;
    private int hour;
    private int secondOfHour;

    /** Of this zone. */
    public WeekClock(ZoneId zone) {
        this(zone, date -> false);
    }

    /** Of this zone; the hours of a holiday are those of a Sunday. */
    public WeekClock(ZoneId zone, Predicate<LocalDate> holidays) {
        this.zone = zone;
        this.holidays = holidays;
    }

    /** The hour of the week in which a second lies. */
    public int hour(long epochSecond) {
        seek(epochSecond);
        return hour;
    }

    /** How much of that hour has passed, 0 to 1. */
    public double passed(long epochSecond) {
        seek(epochSecond);
        return (secondOfHour + Math.floorMod(epochSecond, QUARTER)) / HOUR_SECONDS;
    }

    private void seek(long epochSecond) {
        long wanted = Math.floorDiv(epochSecond, QUARTER);
        if (wanted != quarter) {
            quarter = wanted;
            ZonedDateTime local = Instant.ofEpochSecond(wanted * QUARTER).atZone(zone);
            boolean holiday = holidays.test(local.toLocalDate());
            DayOfWeek day = holiday ? DayOfWeek.SUNDAY : local.getDayOfWeek();
            hour = (day.getValue() - 1) * DAY_HOURS + local.getHour();
            secondOfHour = local.getMinute() * 60 + local.getSecond();
        }
    }

    /** The hour of the week before or after. */
    static int neighbour(int hour, int step) {
        return Math.floorMod(hour + step, HOURS);
    }

    /** The day of an hour of the week: {@code Tuesday}. */
    static String day(int hour) {
        return DayOfWeek.of(hour / DAY_HOURS + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** The time of it: {@code 14:00}. */
    static String time(int hour) {
        return String.format(Locale.ROOT, "%02d:00", hour % DAY_HOURS);
    }
}
