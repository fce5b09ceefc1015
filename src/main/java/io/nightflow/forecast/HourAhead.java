package io.nightflow.forecast;

import java.util.List;

/** What a model sees of each of the 168 hours ahead of the origin. */
final class HourAhead {
    /** The meaning of the numbers of an hour, for the card; {@code fading in n h} is times e^-(hours ahead / n). */
    static final List<String> MEANING = List.of(
            "deviation of the same hour 1 day before, or of the last day known, in spreads",
            "the same, 2 days before",
            "the same, 3 days before",
            "the same, 4 days before",
            "the same, 5 days before",
            "the same, 6 days before",
            "the same, 7 days before",
            "same hour 1 week before against the mean of 4 weeks, in spreads",
            "the same, 2 weeks before",
            "the same, 3 weeks before",
            "the same, 4 weeks before",
            "deviation of the last hour, fading in 2 h",
            "the same, of the hour before it",
            "the same, of the last hour's hour of the day before",
            "the same, 2 days before",
            "mean deviation of the last 3 hours, fading in 4 h",
            "mean deviation of the last 6 hours, fading in 8 h",
            "mean deviation of the last 24 hours",
            "mean deviation of the last 168 hours",
            "mean of 4 weeks, in swings from the level",
            "its step to the next hour, in swings",
            "mean of this hour on days of its kind (working day, Saturday, Sunday or holiday) of 28 days, against the mean"
                    + " of 4 weeks, in spreads",
            "the same, of 10 days",
            "the same, fading in 7 days of age, the same weekday counting three times",
            "mean of 4 weeks of the hours beside against that of this hour, in spreads",
            "recent profile against the mean of 4 weeks, in spreads",
            "step of the recent profile to the next hour, in swings",
            "last hour against the recent profile, fading in 2 h, in spreads",
            "the same, of the hour before it",
            "mean of the last 3 hours against the recent profile, fading in 4 h",
            "mean of the last 6 hours, fading in 8 h",
            "mean of the last 24 hours",
            "mean of the last 168 hours",
            "same hour 1 day before against the recent profile",
            "the same, 2 days before",
            "hour of the day, sine",
            "hour of the day, cosine",
            "twice the hour of the day, sine",
            "twice the hour of the day, cosine",
            "hour of the week, sine",
            "hour of the week, cosine",
            "1 on Saturday and Sunday",
            "1 on a holiday",
            "share of holidays among the same hours of 4 weeks",
            "1 where the last day known was a holiday",
            "e^-(hours ahead / 3)",
            "e^-(hours ahead / 24)",
            "hours ahead / 168",
            "logarithm of swing over spread",
            "how far an hour's deviation follows that of the hour before, 0 to 1",
            "how far it follows that of the day before, -1 to 1",
            "deviation of the last hour, fading at that rate",
            "deviation of the same hour of the last day known, times that rate");

    static final int NUMBERS = 53;

    private static final int DAY = HourCalendar.HOURS_A_DAY;
    private static final int DAYS_A_WEEK = 7;
    private static final int WEEKEND = 5 * DAY;

    private HourAhead() {}

    static void write(WindowShape shape, ModelInput.Numbers numbers) {
        Recent recent = Recent.of(shape);
        SameKind sameKind = new SameKind(shape);
        double fading = 1;
        for (int hour = 0; hour < Window.AHEAD; hour++) {
            fading *= recent.followsHour();
            weeksAndDays(shape, hour, numbers);
            recent.deviations(hour, numbers);
            usual(shape, hour, sameKind, numbers);
            recent.strays(hour, numbers);
            numbers.add(shape.stray(lastDayHour(hour, 1)) * shape.perSpread());
            numbers.add(shape.stray(lastDayHour(hour, 2)) * shape.perSpread());
            calendar(shape, hour, numbers);
            recent.persistence(hour, fading, lastDay(shape, hour, 1), numbers);
        }
    }

    /** The same hour on the last day known, or on one some days before that. */
    private static int lastDayHour(int hour, int days) {
        return hour - DAY * (hour / DAY + days);
    }

    private static double lastDay(WindowShape shape, int hour, int days) {
        return shape.window().deviation(lastDayHour(hour, days)) * shape.perSpread();
    }

    private static void weeksAndDays(WindowShape shape, int hour, ModelInput.Numbers numbers) {
        Window window = shape.window();
        for (int days = 1; days <= DAYS_A_WEEK; days++) {
            numbers.add(lastDay(shape, hour, days));
        }
        double usual = window.usual(hour);
        for (int week = 1; week <= Window.WEEKS; week++) {
            numbers.add((window.value(hour - week * Window.WEEK) - usual) * shape.perSpread());
        }
    }

    private static void usual(WindowShape shape, int hour, SameKind sameKind, ModelInput.Numbers numbers) {
        Window window = shape.window();
        double usual = window.usual(hour);
        numbers.add((usual - shape.level()) * shape.perSwing());
        numbers.add((window.usual(hour + 1) - usual) * shape.perSwing());
        sameKind.write(hour, numbers);
        double before = window.usual(hour - 1);
        numbers.add(((before + window.usual(hour + 1)) / 2 - usual) * shape.perSpread());
        numbers.add((shape.profile(hour) - usual) * shape.perSpread());
        numbers.add((shape.profileBeside(hour, 1) - shape.profile(hour)) * shape.perSwing());
    }

    private static void calendar(WindowShape shape, int hour, ModelInput.Numbers numbers) {
        int hourOfWeek = shape.hourOfWeek(hour);
        Phase phase = Phase.of(hourOfWeek);
        numbers.add(phase.daySine());
        numbers.add(phase.dayCosine());
        numbers.add(phase.twiceSine());
        numbers.add(phase.twiceCosine());
        numbers.add(phase.weekSine());
        numbers.add(phase.weekCosine());
        numbers.add(hourOfWeek >= WEEKEND ? 1 : 0);
        numbers.add(shape.isHoliday(hour) ? 1 : 0);
        int holidays = 0;
        for (int week = 1; week <= Window.WEEKS; week++) {
            holidays += shape.isHoliday(hour - week * Window.WEEK) ? 1 : 0;
        }
        numbers.add((double) holidays / Window.WEEKS);
        numbers.add(shape.isHoliday(lastDayHour(hour, 1)) ? 1 : 0);
    }
}
