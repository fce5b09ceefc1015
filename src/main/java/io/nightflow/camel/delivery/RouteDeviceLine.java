package io.nightflow.camel.delivery;

import io.nightflow.camel.serial.SerialComponent;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** The device's line through the route {@code send-to-device}. */
public final class RouteDeviceLine implements DeviceLine {
    private final String port;
    private @Nullable CamelContext camel;
    private @Nullable ProducerTemplate template;

    /** Over this port. */
    public RouteDeviceLine(String port) {
        this.port = port;
    }

    /** The context whose routes carry the lines. */
    synchronized void connect(CamelContext context) {
        camel = context;
        template = context.createProducerTemplate();
    }

    @Override
    public synchronized void send(List<String> bodies) {
        if (template == null) {
            throw new IllegalStateException("the routes are not started");
        }
        template.sendBody("direct:send-to-device", bodies);
    }

    @Override
    public synchronized void reopen() {
        if (camel != null) {
            camel.getComponent("serial", SerialComponent.class).reopen(port);
        }
    }
}
