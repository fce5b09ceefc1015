package io.nightflow.detect;

import io.nightflow.reading.Stage;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Predicate;

/**
 * What holds for all sensors.
 *
 * @param zone in which people get up.
 * @param isPercentile whether method {@code value} is the one of the replaced system.
 * @param alertStage from which stage on an event begins.
 * @param restMinutes how long an event waits for its next outlier before it has ended.
 * @param learnAfterMinutes how long an event keeps the profile from learning.
 * @param alarmsAWeek how many alarms a sensor and quantity may raise.
 * @param holidays days on which people get up as on a Sunday.
 */
public record DetectionRules(
        ZoneId zone,
        boolean isPercentile,
        Stage alertStage,
        int restMinutes,
        int learnAfterMinutes,
        double alarmsAWeek,
        Predicate<LocalDate> holidays) {
    /** The same in percentile mode. */
    public DetectionRules percentile() {
        return new DetectionRules(zone, true, alertStage, restMinutes, learnAfterMinutes, alarmsAWeek, holidays);
    }

    /** The defaults of the settings. */
    public static DetectionRules usual(ZoneId zone) {
        return new DetectionRules(zone, false, Stage.ALERT, 30, 1_440, 1, date -> false);
    }

    /** The same with holidays. */
    public DetectionRules with(Predicate<LocalDate> days) {
        return new DetectionRules(zone, isPercentile, alertStage, restMinutes, learnAfterMinutes, alarmsAWeek, days);
    }

    /** The clock of the hours of the week; each thread needs its own. */
    public WeekClock clock() {
        return new WeekClock(zone, holidays);
    }
}
