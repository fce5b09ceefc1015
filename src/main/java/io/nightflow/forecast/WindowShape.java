package io.nightflow.forecast;

/**
 * What both inputs of a model are made of: the window's level, swing and spread, the kind of each day, and the recent
 * profile - the mean of each hour of working days, Saturdays, and Sundays and holidays of the last 4 weeks, of which a day
 * counts e^-(its age in weeks). Working days together smooth what the mean of four Tuesdays leaves of chance.
 */
final class WindowShape {
    /** Kinds of days. */
    static final int WORKING_DAY = 0;

    static final int SATURDAY = 1;
    static final int SUNDAY = 2;
    static final int KINDS = 3;
    private static final int PROFILE_HOURS = 28 * HourCalendar.HOURS_A_DAY;
    private static final int DAYS_BEFORE = Window.HISTORY / HourCalendar.HOURS_A_DAY;
    private static final double MEMORY_HOURS = 168;
    private static final double[] AGE_WEIGHT = new double[PROFILE_HOURS + 1];

    static {
        for (int age = 0; age <= PROFILE_HOURS; age++) {
            AGE_WEIGHT[age] = Math.exp(-age / MEMORY_HOURS);
        }
    }

    private final Window window;
    private final double level;
    private final double swing;
    private final double spread;
    private final double perSpread;
    private final double perSwing;
    private final int[] kinds;
    private final boolean[] holidays;
    private final double[] profile = new double[KINDS * HourCalendar.HOURS_A_DAY];
    private final int originHour;
    private final int originWeekHour;

    WindowShape(Window window, HourCalendar calendar) {
        this.window = window;
        level = window.level();
        swing = window.swing(level);
        spread = window.spread();
        perSpread = 1 / spread;
        perSwing = 1 / swing;
        originHour = HourCalendar.hourOfDay(window.origin());
        originWeekHour = HourCalendar.hourOfWeek(window.origin());
        int days = DAYS_BEFORE + 2 + Window.AHEAD / HourCalendar.HOURS_A_DAY;
        kinds = new int[days];
        holidays = new boolean[days];
        for (int day = 0; day < days; day++) {
            long hour = window.origin() + (long) (day - DAYS_BEFORE) * HourCalendar.HOURS_A_DAY;
            int weekday = HourCalendar.hourOfWeek(hour) / HourCalendar.HOURS_A_DAY;
            holidays[day] = calendar.isHoliday(hour);
            kinds[day] = holidays[day] || weekday == 6 ? SUNDAY : weekday == 5 ? SATURDAY : WORKING_DAY;
        }
        buildProfile();
    }

    private void buildProfile() {
        double[] weights = new double[profile.length];
        for (int age = 1; age <= PROFILE_HOURS; age++) {
            double value = window.value(-age);
            if (!Double.isNaN(value)) {
                int cell = cell(-age);
                profile[cell] += AGE_WEIGHT[age] * value;
                weights[cell] += AGE_WEIGHT[age];
            }
        }
        for (int cell = 0; cell < profile.length; cell++) {
            profile[cell] = weights[cell] > 0 ? profile[cell] / weights[cell] : Double.NaN;
        }
    }

    private int day(int hour) {
        return DAYS_BEFORE + Math.floorDiv(originHour + hour, HourCalendar.HOURS_A_DAY);
    }

    private int cell(int hour) {
        return kind(hour) * HourCalendar.HOURS_A_DAY + Math.floorMod(originHour + hour, HourCalendar.HOURS_A_DAY);
    }

    Window window() {
        return window;
    }

    double level() {
        return level;
    }

    double swing() {
        return swing;
    }

    double spread() {
        return spread;
    }

    /** 1 / spread: a hundred thousand divisions a batch would cost more than the network. */
    double perSpread() {
        return perSpread;
    }

    /** 1 / swing. */
    double perSwing() {
        return perSwing;
    }

    /** 0 to 167, from Monday 00:00. */
    int hourOfWeek(int hour) {
        return (originWeekHour + Window.WEEK + hour) % HourCalendar.HOURS_A_WEEK;
    }

    /** The kind of day that an hour lies on. */
    int kind(int hour) {
        return kinds[day(hour)];
    }

    boolean isHoliday(int hour) {
        return holidays[day(hour)];
    }

    /** The recent profile at an hour; NaN where no day of its kind is known. */
    double profile(int hour) {
        return profile[cell(hour)];
    }

    /** The profile of an hour's kind of day, at another hour of the day. */
    double profileBeside(int hour, int step) {
        int ofDay = (originHour + Window.HISTORY + hour + step) % HourCalendar.HOURS_A_DAY;
        return profile[kind(hour) * HourCalendar.HOURS_A_DAY + ofDay];
    }

    /** How far an hour before the origin was from the recent profile; 0 where that is not known. */
    double stray(int hour) {
        double stray = window.value(hour) - profile(hour);
        return Double.isNaN(stray) ? 0 : stray;
    }

    /** The mean stray of the last hours before the origin. */
    double meanStray(int hours) {
        double sum = 0;
        for (int hour = -hours; hour < 0; hour++) {
            sum += stray(hour);
        }
        return sum / hours;
    }

    /** The mean deviation from the usual of the last hours before the origin. */
    double meanDeviation(int hours) {
        double sum = 0;
        for (int hour = -hours; hour < 0; hour++) {
            sum += window.deviation(hour);
        }
        return sum / hours;
    }
}
