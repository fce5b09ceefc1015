package io.nightflow.camel;

import io.nightflow.settings.RuntimeRules;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.quartz.CronExpression;

/** What Camel and Quartz know of settings. */
public final class CamelRules implements RuntimeRules {
    @Override
    @SuppressWarnings("JavaUtilDate") // Quartz speaks Date
    public Optional<Instant> next(String cron, Instant after) {
        try {
            return Optional.ofNullable(new CronExpression(cron).getNextValidTimeAfter(Date.from(after)))
                    .map(Date::toInstant);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<String> fault(String key, String value) {
        return CamelKeys.fault(key, value);
    }
}
