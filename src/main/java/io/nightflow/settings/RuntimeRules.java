package io.nightflow.settings;

import java.time.Instant;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What only the runtime knows of settings: its crons, and settings of its own. Found by {@link ServiceLoader}, so that
 * settings know neither Camel nor Quartz.
 */
public interface RuntimeRules {
    /**
     * When a cron fires next after an instant; empty where it never does.
     *
     * @throws IllegalArgumentException the cron cannot be read.
     */
    Optional<Instant> next(String cron, Instant after);

    /** What is wrong with a setting {@code camel.*} or its value; empty where the runtime knows it. */
    Optional<String> fault(String key, String value);

    /** Those of the runtime that is here. */
    static RuntimeRules here() {
        return Holder.RULES;
    }

    /** Looked up once. */
    final class Holder {
        private static final RuntimeRules RULES =
                ServiceLoader.load(RuntimeRules.class).findFirst().orElseThrow();

        private Holder() {}
    }
}
