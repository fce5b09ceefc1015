package io.nightflow;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.quartz.CronExpression;

/** How long the jobs of a gateway may pause: one that runs once a year is a slip of the fingers. */
final class CronPauses {
    private static final int FIRES_LOOKED_AT = 400;
    private static final Instant ANY_NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<Key, Integer> HOURS_MAX = Map.of(
            Key.DETECT_CRON, 1,
            Key.NIGHT_CRON, 24,
            Key.DELIVER_CRON, 24,
            Key.FORECAST_CRON, 24,
            Key.FORECAST_MODELS_CRON, 24,
            Key.HISTORY_CRON, 48,
            Key.CRITERIA_CRON, 24 * 31,
            Key.FORECAST_RETRAIN_CRON, 24 * 31);

    private CronPauses() {}

    /** Whether a cron can be read and ever fires: the 31st of February never comes. */
    @SuppressWarnings("JavaUtilDate")
    static boolean fires(String cron) {
        try {
            return new CronExpression(cron).getNextValidTimeAfter(Date.from(ANY_NEW_YEAR)) != null;
        } catch (ParseException e) {
            return false;
        }
    }

    /** What is wrong with a cron whose job would run too rarely; empty where nothing is. */
    @SuppressWarnings("JavaUtilDate") // Quartz speaks Date
    static Optional<String> tooLong(Key key, String cron) {
        int hours = HOURS_MAX.getOrDefault(key, 0);
        if (hours == 0) {
            return Optional.empty();
        }
        try {
            CronExpression expression = new CronExpression(cron);
            Date last = Date.from(ANY_NEW_YEAR);
            for (int fires = 0; fires < FIRES_LOOKED_AT; fires++) {
                Date next = expression.getNextValidTimeAfter(last);
                if (next == null) {
                    return Optional.of("does not fire for ever");
                }
                if (next.getTime() - last.getTime() > Duration.ofHours(hours).toMillis()) {
                    return Optional.of("its job must run more often, with no pause of more than " + hours + " h");
                }
                last = next;
            }
        } catch (ParseException e) {
            return Optional.empty(); // its rule says so
        }
        return Optional.empty();
    }
}
