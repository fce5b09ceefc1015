package io.nightflow;

import java.util.Properties;

/** The console for operators, by Camel's own modules: health, metrics and Jolokia over HTTP. Off by default. */
final class Console {
    private Console() {}

    /** All settings for Camel, with those of its management server. */
    static Properties properties(Settings settings) {
        Properties all = settings.placeholders();
        all.putIfAbsent(
                "camel.health.initialState", "UP"); // our own conditions know; a cron route polls in ten minutes
        all.putIfAbsent("camel.health.exposureLevel", "full");
        if (settings.count(Key.CONSOLE_PORT) == 0) {
            return all;
        }
        all.setProperty("camel.management.enabled", "true");
        all.setProperty("camel.management.port", settings.text(Key.CONSOLE_PORT));
        all.setProperty("camel.management.host", settings.text(Key.CONSOLE_HOST));
        all.setProperty("camel.management.healthCheckEnabled", "true");
        all.setProperty("camel.management.metricsEnabled", "true");
        all.setProperty("camel.management.jolokiaEnabled", "true");
        all.setProperty("camel.metrics.enabled", "true");
        if (!settings.text(Key.CONSOLE_USERS).equals("none")) {
            all.setProperty("camel.management.authenticationEnabled", "true");
            all.setProperty("camel.management.authenticationPath", "/*");
            all.setProperty(
                    "camel.management.basicPropertiesFile",
                    settings.path(Key.CONSOLE_USERS).toString());
        }
        return all;
    }
}
