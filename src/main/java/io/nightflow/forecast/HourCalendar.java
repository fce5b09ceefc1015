package io.nightflow.forecast;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the calendar says of a {@link LocalHours local hour}. */
public final class HourCalendar {
    /** Without holidays. */
    public static final HourCalendar PLAIN = new HourCalendar(Set.of(), Set.of());

    /** Hours of a clock. */
    public static final int HOURS_A_DAY = 24;

    static final int HOURS_A_WEEK = 168;
    private static final int MONDAY_OFFSET = 3 * HOURS_A_DAY; // 1970 began on a Thursday

    private final Set<LocalDate> once;
    private final Set<MonthDay> yearly;

    private HourCalendar(Set<LocalDate> once, Set<MonthDay> yearly) {
        this.once = once;
        this.yearly = yearly;
    }

    /**
     * Reads holidays: a line each, {@code 2026-04-06,Easter Monday} once or {@code 12-25,Christmas} every year; {@code #}
     * begins a comment.
     *
     * @param faults takes {@code N: rule (got text)}, N the line, for each line that cannot be read.
     */
    public static HourCalendar parse(List<String> lines, List<String> faults) {
        Set<LocalDate> once = new HashSet<>();
        Set<MonthDay> yearly = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String date = lines.get(i).split("[,#]", 2)[0].strip();
            try {
                if (date.length() == "12-25".length()) {
                    yearly.add(MonthDay.parse("--" + date));
                } else if (!date.isEmpty()) {
                    once.add(LocalDate.parse(date));
                }
            } catch (DateTimeException e) {
                faults.add((i + 1) + ": must begin with a day of the calendar, 2026-04-06 or 12-25 (got " + date + ")");
            }
        }
        return new HourCalendar(once, yearly);
    }

    /** Whether it lies on a holiday. */
    public boolean isHoliday(long hour) {
        return isHolidayOn(Math.floorDiv(hour, HOURS_A_DAY));
    }

    /** Whether a day since 1970 is one. */
    public boolean isHolidayOn(long day) {
        boolean some = !once.isEmpty() || !yearly.isEmpty();
        return some && isHolidayOn(LocalDate.ofEpochDay(day));
    }

    /** Whether a day is one. */
    public boolean isHolidayOn(LocalDate date) {
        return once.contains(date) || yearly.contains(MonthDay.from(date));
    }

    /** 0 to 23. */
    static int hourOfDay(long hour) {
        return Math.floorMod(hour, HOURS_A_DAY);
    }

    /** 0 to 167, from Monday 00:00. */
    static int hourOfWeek(long hour) {
        return Math.floorMod(hour + MONDAY_OFFSET, HOURS_A_WEEK);
    }

    /** The first Monday 00:00 from an hour on. */
    public static long monday(long hour) {
        return hour + Math.floorMod(-hourOfWeek(hour), HOURS_A_WEEK);
    }
}
