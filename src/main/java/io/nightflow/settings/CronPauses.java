package io.nightflow.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How long the jobs of a gateway may pause: one that runs once a year is a slip of the fingers. */
final class CronPauses {
    private static final int FIRES_LOOKED_AT = 400;
    private static final Instant ANY_NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<Setting<?>, Integer> HOURS_MAX = Map.of(
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
    static boolean fires(String cron) {
        try {
            return RuntimeRules.here().next(cron, ANY_NEW_YEAR).isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What is wrong with a cron whose job would run too rarely; empty where nothing is. */
    static Optional<String> tooLong(Setting<?> key, String cron) {
        int hours = HOURS_MAX.getOrDefault(key, 0);
        Instant last = ANY_NEW_YEAR;
        for (int fires = 0; hours > 0 && fires < FIRES_LOOKED_AT && fires(cron); fires++) {
            Optional<Instant> next = RuntimeRules.here().next(cron, last);
            if (next.isEmpty()) {
                return Optional.of("does not fire for ever");
            }
            if (Duration.between(last, next.get()).compareTo(Duration.ofHours(hours)) > 0) {
                return Optional.of("its job must run more often, with no pause of more than " + hours + " h");
            }
            last = next.get();
        }
        return Optional.empty();
    }
}
