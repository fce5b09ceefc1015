package io.nightflow.camel.operate;

import io.nightflow.camel.page.PageLive;
import io.nightflow.camel.page.PageServer;
import io.nightflow.operate.ConsolePort;
import io.nightflow.page.PageApi;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What listens to HTTP, by Camel's own modules: the console for operators with health, metrics and Jolokia, and on loopback what
 * routes begin with. Both are off by default.
 */
public final class ManagementServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);

    private final Settings settings;
    private final boolean listens;
    private final Optional<Vertx> vertx;
    private final Optional<String> trouble;

    private ManagementServer(Settings settings, boolean listens, Optional<Vertx> vertx, Optional<String> trouble) {
        this.settings = settings;
        this.listens = listens;
        this.vertx = vertx;
        this.trouble = trouble;
    }

    /** As the settings want it; nothing listens yet. A port that cannot be had must not keep the gateway from its work. */
    public static ManagementServer of(Settings settings) {
        boolean off = settings.get(Key.CONSOLE_PORT) == 0;
        Optional<String> trouble = off ? Optional.empty() : ConsolePort.trouble(settings);
        trouble.ifPresent(words -> LOG.error("console: {}. The gateway runs without it", words));
        boolean listens = !off && trouble.isEmpty();
        boolean needsVertx = listens || settings.get(Key.HTTP_PORT) > 0;
        return new ManagementServer(
                settings, listens, needsVertx ? Optional.of(BoundedVertx.create()) : Optional.empty(), trouble);
    }

    /** Why it does not listen though it should; empty where it does, or is off. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Before Camel starts. */
    public void bind(Main camel) {
        camel.setOverrideProperties(properties(settings, listens));
        vertx.ifPresent(each -> camel.bind("vertx", each));
    }

    /** Once Camel has started. */
    public void guard(CamelContext context) {
        new ConsoleGuard(names(settings)).stand(context);
    }

    /** Puts the page on the console; nothing of it is loaded where the console is off. */
    public void show(CamelContext context, Supplier<PageApi> page, Supplier<ScheduledExecutorService> executor) {
        if (!listens) {
            return;
        }
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(settings.get(Key.CONSOLE_PORT));
        Router router = context.getRegistry().lookupByNameAndType(name, VertxPlatformHttpRouter.class);
        PageApi api = page.get();
        new PageServer(api, new PageLive(api, executor.get())).stand(router);
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
        if (settings.get(Key.HTTP_PORT) > 0) {
            all.setProperty("camel.server.enabled", "true");
            all.setProperty("camel.server.host", "127.0.0.1");
            all.setProperty("camel.server.port", settings.text(Key.HTTP_PORT));
        }
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
        settings.pathIfAny(Key.CONSOLE_USERS).ifPresent(users -> {
            all.setProperty("camel.management.authenticationEnabled", "true");
            all.setProperty("camel.management.authenticationPath", "/*");
            all.setProperty("camel.management.basicPropertiesFile", users.toString());
        });
        return all;
    }
}
