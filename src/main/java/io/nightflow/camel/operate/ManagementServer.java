package io.nightflow.camel.operate;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightflow.camel.page.PageLive;
import io.nightflow.camel.page.PageServer;
import io.nightflow.camel.page.SensorMetrics;
import io.nightflow.operate.ConsolePort;
import io.nightflow.page.PageApi;
import io.nightflow.settings.Key;
import io.nightflow.settings.PemFiles;
import io.nightflow.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
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
        Optional<String> trouble = off ? Optional.empty() : trouble(settings);
        trouble.ifPresent(words -> LOG.error("console: {}. The gateway runs without it", words));
        boolean listens = !off && trouble.isEmpty();
        boolean needsVertx = listens || settings.get(Key.HTTP_PORT) > 0;
        return new ManagementServer(
                settings, listens, needsVertx ? Optional.of(BoundedVertx.create()) : Optional.empty(), trouble);
    }

    private static Optional<String> trouble(Settings settings) {
        try {
            tls(settings);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return ConsolePort.trouble(settings);
    }

    /** What it shows of itself to browsers; empty where it speaks plain HTTP. */
    private static Optional<SSLContextParameters> tls(Settings settings) throws IOException, GeneralSecurityException {
        Optional<Path> file = settings.pathIfAny(Key.CONSOLE_CERTIFICATE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        PemFiles.Named both = new PemFiles.Named("console.certificate", file.get());
        KeyStoreParameters store = new KeyStoreParameters();
        store.setKeyStore(PemFiles.own(both, both));
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store);
        keys.setKeyPassword(String.valueOf(PemFiles.NO_PASSWORD));
        SSLContextParameters tls = new SSLContextParameters();
        tls.setKeyManagers(keys);
        return Optional.of(tls);
    }

    /** Why it does not listen though it should; empty where it does, or is off. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Before Camel starts. */
    public void bind(Main camel) {
        camel.setOverrideProperties(properties(settings, listens));
        vertx.ifPresent(each -> camel.bind("vertx", each));
        if (listens && settings.pathIfAny(Key.CONSOLE_CERTIFICATE).isPresent()) {
            camel.addMainListener(new MainListenerSupport() {
                @Override
                public void beforeConfigure(BaseMainSupport main) {
                    try {
                        tls(settings).ifPresent(main.getCamelContext()::setSSLContextParameters);
                    } catch (IOException | GeneralSecurityException e) {
                        throw new IllegalStateException("console.certificate: " + e.getMessage(), e);
                    }
                }
            });
        }
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
        ScheduledExecutorService timer = executor.get();
        PageServer server = new PageServer(api, new PageLive(api, timer));
        server.stand(router);
        timer.execute(server::warmUp);
        MeterRegistry metrics = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (metrics != null) {
            SensorMetrics.start(api, metrics, settings.text(Key.GATEWAY_ID), timer);
        }
    }

    @Override
    public void close() {
        vertx.ifPresent(Vertx::close);
    }

    /** The host names under which it may be called. */
    private static Set<String> names(Settings settings) {
        Set<String> names = new TreeSet<>(Set.of("127.0.0.1", "localhost", "[::1]"));
        names.add(settings.text(Key.CONSOLE_HOST).toLowerCase(Locale.ROOT));
        String further = settings.text(Key.CONSOLE_NAMES).replaceFirst("^none$", "");
        for (String name : further.split(",", -1)) {
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
        if (settings.pathIfAny(Key.CONSOLE_CERTIFICATE).isPresent()) {
            all.setProperty("camel.management.useGlobalSslContextParameters", "true");
        }
        all.setProperty("camel.management.healthCheckEnabled", "true");
        all.setProperty("camel.management.metricsEnabled", "true");
        all.setProperty("camel.management.jolokiaEnabled", "true");
        all.setProperty("camel.metrics.enabled", "true");
        for (String ofCamel : List.of("enableExchangeEventNotifier", "enableRouteEventNotifier", "enableRoutePolicy")) {
            all.setProperty("camel.metrics." + ofCamel, "false"); // a dozen a route, in JMX as well
        }
        all.setProperty("camel.metrics.skipCamelInfo", "true");
        settings.pathIfAny(Key.CONSOLE_USERS).ifPresent(users -> {
            all.setProperty("camel.management.authenticationEnabled", "true");
            all.setProperty("camel.management.authenticationPath", "/*");
            all.setProperty("camel.management.basicPropertiesFile", users.toString());
        });
        return all;
    }
}
