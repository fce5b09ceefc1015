package io.nightflow.camel.collect;

import io.nightflow.camel.routes.GatewayRoutes;
import io.nightflow.collect.CollectReadings;
import io.nightflow.reading.Measured;
import io.nightflow.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.jspecify.annotations.Nullable;

/** Camel with the one route that commits readings, as integrators have made it, for those of a table. */
public final class ReplayRuntime implements AutoCloseable {
    private final Main main = new Main();
    private @Nullable CompletableFuture<Exchange> sent; // null where nothing is on its way

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
     * Commits some readings, in m3/h and bar, once those before them are committed; does not wait for it.
     *
     * @throws Exception the route failed for those before, also where its policy has told so: the rest must not go on.
     */
    public void send(List<Measured> readings) throws Exception {
        await();
        sent = main.getCamelTemplate()
                .asyncSend(
                        "direct:collect-readings", exchange -> exchange.getIn().setBody(readings));
    }

    /**
     * Waits until all are committed.
     *
     * @throws IOException the route failed.
     */
    public void await() throws IOException {
        CompletableFuture<Exchange> last = sent;
        if (last != null) {
            sent = null;
            Exchange done = last.join();
            Throwable failure = done.getProperty(Exchange.EXCEPTION_CAUGHT, done.getException(), Throwable.class);
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
        }
    }

    /** Ends it once what was sent is done with. */
    @Override
    public void close() {
        if (sent != null) {
            sent.handle((done, failure) -> done).join();
        }
        main.stop();
    }
}
