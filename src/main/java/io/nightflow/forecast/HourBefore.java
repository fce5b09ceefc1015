package io.nightflow.forecast;

import java.util.List;

/** What a model sees of each of the 168 hours before the origin. */
final class HourBefore {
    /** The meaning of the numbers of an hour, for the card. */
    static final List<String> MEANING = List.of(
            "deviation from the mean of the same hour of the 4 weeks before, in spreads",
            "distance from the week's level, in swings",
            "hour of the day, sine",
            "hour of the day, cosine",
            "hour of the week, sine",
            "hour of the week, cosine",
            "1 on a holiday",
            "deviation from the recent profile, in spreads");

    static final int NUMBERS = 8;

    private HourBefore() {}

    static void write(WindowShape shape, ModelInput.Numbers numbers) {
        Window window = shape.window();
        for (int hour = -Window.WEEK; hour < 0; hour++) {
            Phase phase = Phase.of(shape.hourOfWeek(hour));
            numbers.add(window.deviation(hour) * shape.perSpread());
            numbers.add((window.value(hour) - shape.level()) * shape.perSwing());
            numbers.add(phase.daySine());
            numbers.add(phase.dayCosine());
            numbers.add(phase.weekSine());
            numbers.add(phase.weekCosine());
            numbers.add(shape.isHoliday(hour) ? 1 : 0);
            numbers.add(shape.stray(hour) * shape.perSpread());
        }
    }
}
