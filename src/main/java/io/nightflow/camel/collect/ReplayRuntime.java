package io.nightflow.camel.collect;

import io.nightflow.camel.routes.GatewayRoutes;
import io.nightflow.collect.CollectReadings;
import io.nightflow.reading.Measured;
import io.nightflow.settings.Settings;
import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** Camel with the one route that commits readings, as integrators have made it, for those of a table. */
public final class ReplayRuntime implements AutoCloseable {
    private final Main main = new Main();

    private ReplayRuntime() {}

    /** Starts it. */
    public static ReplayRuntime start(Settings settings, CollectReadings collect) throws Exception {
        GatewayRoutes.require(GatewayRoutes.folder(settings.directory()));
        ReplayRuntime runtime = new ReplayRuntime();
        Main camel = runtime.main;
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy()); // Ctrl-C ends it at once
        camel.configure()
                .withName("nightflow-replay")
                .withBasePackageScanEnabled(false)
                .withRouteFilterIncludePattern("collect-readings--commit")
                .withJmxEnabled(false);
        camel.addMainListener(GatewayRoutes.loader(GatewayRoutes.folder(settings.directory())));
        camel.setOverrideProperties(settings.placeholders());
        camel.bind("collect-readings", new CollectSteps(collect));
        camel.start();
        return runtime;
    }

    /**
     * Commits some readings, in m3/h and bar.
     *
     * @throws Exception the route failed, also where its policy has told so: the rest must not go on.
     */
    public void send(List<Measured> readings) throws Exception {
        Exchange sent = main.getCamelTemplate()
                .send("direct:collect-readings", exchange -> exchange.getIn().setBody(readings));
        Throwable failure = sent.getProperty(Exchange.EXCEPTION_CAUGHT, sent.getException(), Throwable.class);
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        main.stop();
    }
}
