package io.nightflow;

import io.nightflow.camel.operate.BoundedVertx;
import io.nightflow.camel.operate.ConsoleGuard;
import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** The console for operators, by Camel's own modules: health, metrics and Jolokia over HTTP. Off by default. */
final class Console implements AutoCloseable {
    private final Settings settings;
    private final Optional<Vertx> vertx;

    /** As the settings want it; nothing listens yet. */
    Console(Settings settings) {
        this.settings = settings;
        vertx = settings.count(Key.CONSOLE_PORT) == 0 ? Optional.empty() : Optional.of(BoundedVertx.create());
    }

    /** Before Camel starts. */
    void bind(Main camel) {
        camel.setOverrideProperties(properties(settings));
        vertx.ifPresent(each -> camel.bind("vertx", each));
    }

    /** Once Camel has started. */
    void guard(CamelContext context) {
        new ConsoleGuard(names(settings)).stand(context);
    }

    @Override
    public void close() {
        vertx.ifPresent(Vertx::close);
    }

    /** The host names under which it may be called. */
    private static Set<String> names(Settings settings) {
        Set<String> names = new TreeSet<>(Set.of("127.0.0.1", "localhost", "[::1]"));
        names.add(settings.text(Key.CONSOLE_HOST).toLowerCase(Locale.ROOT));
        for (String name : settings.text(Key.CONSOLE_NAMES).split(",", -1)) {
            names.add(name.strip().toLowerCase(Locale.ROOT));
        }
        return names;
    }

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
