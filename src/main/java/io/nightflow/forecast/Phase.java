package io.nightflow.forecast;

/** Where in the day and in the week a local hour lies, as points of circles. */
record Phase(
        double daySine, double dayCosine, double twiceSine, double twiceCosine, double weekSine, double weekCosine) {
    private static final Phase[] WEEK = new Phase[HourCalendar.HOURS_A_WEEK];

    static {
        for (int hour = 0; hour < WEEK.length; hour++) {
            double day = 2 * Math.PI * (hour % HourCalendar.HOURS_A_DAY) / HourCalendar.HOURS_A_DAY;
            double week = 2 * Math.PI * hour / HourCalendar.HOURS_A_WEEK;
            WEEK[hour] = new Phase(
                    Math.sin(day), Math.cos(day), Math.sin(2 * day), Math.cos(2 * day), Math.sin(week), Math.cos(week));
        }
    }

    /** Of an hour of the week, from Monday 00:00. */
    static Phase of(int hourOfWeek) {
        return WEEK[hourOfWeek];
    }
}
