package io.nightflow;

import io.nightflow.camel.operate.BoundedVertx;
import io.nightflow.camel.operate.ConsoleGuard;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console for operators, by Camel's own modules: health, metrics and Jolokia over HTTP. Off by default. */
final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final Settings settings;
    private final Optional<Vertx> vertx;
    private final Optional<String> trouble;

    private Console(Settings settings, Optional<Vertx> vertx, Optional<String> trouble) {
        this.settings = settings;
        this.vertx = vertx;
        this.trouble = trouble;
    }

    /** As the settings want it; nothing listens yet. A port that cannot be had must not keep the gateway from its work. */
    static Console of(Settings settings) {
        boolean off = settings.count(Key.CONSOLE_PORT) == 0;
        Optional<String> trouble = off ? Optional.empty() : portTrouble(settings);
        trouble.ifPresent(words -> LOG.error("console: {}. The gateway runs without it", words));
        return new Console(
                settings, off || trouble.isPresent() ? Optional.empty() : Optional.of(BoundedVertx.create()), trouble);
    }

    /** Why it cannot listen; empty where it can. */
    static Optional<String> portTrouble(Settings settings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(settings.text(Key.CONSOLE_HOST), settings.count(Key.CONSOLE_PORT)));
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(address(settings) + " cannot be opened (" + e.getMessage()
                    + "). Free it, or set console.port and console.host");
        }
    }

    static String address(Settings settings) {
        return settings.text(Key.CONSOLE_HOST) + ":" + settings.text(Key.CONSOLE_PORT);
    }

    /** Why it does not listen though it should; empty where it does, or is off. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Before Camel starts. */
    void bind(Main camel) {
        camel.setOverrideProperties(properties(settings, vertx.isPresent()));
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
    static Properties properties(Settings settings, boolean listens) {
        Properties all = settings.placeholders();
        all.putIfAbsent(
                "camel.health.initialState", "UP"); // our own conditions know; a cron route polls in ten minutes
        all.putIfAbsent("camel.health.exposureLevel", "full");
        if (!listens) {
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
