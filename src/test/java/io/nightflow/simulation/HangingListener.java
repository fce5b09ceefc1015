package io.nightflow.simulation;

import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Whoever takes alerts and never returns; one for all runs. */
final class HangingListener extends RouteBuilder {
    static final CamelContext CONTEXT = start();

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("direct:alert").process(exchange -> NEVER.await());
    }

    private static CamelContext start() {
        try {
            DefaultCamelContext context = new DefaultCamelContext();
            context.addRoutes(new HangingListener());
            context.start();
            return context;
        } catch (Exception e) {
            throw new IllegalStateException("starting the listener: " + e.getMessage(), e);
        }
    }
}
