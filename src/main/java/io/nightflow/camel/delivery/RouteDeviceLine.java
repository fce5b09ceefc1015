package io.nightflow.camel.delivery;

import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.link.Duplex;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** The device's line through the route {@code send-to-device}. */
public final class RouteDeviceLine implements DeviceLine {
    private final String port;
    private final int baud;
    private final Turn turn;
    private volatile long sentAt = System.nanoTime();
    private @Nullable CamelContext camel;
    private @Nullable ProducerTemplate template;

    /** Over this port, {@code baud} bits a second. */
    public RouteDeviceLine(String port, int baud, Duplex duplex) {
        this.port = port;
        this.baud = baud;
        turn = new Turn(duplex);
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
        sentAt = System.nanoTime();
        template.sendBody("direct:send-to-device", bodies);
    }

    @Override
    public long idleMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sentAt);
    }

    @Override
    public int baud() {
        return baud;
    }

    @Override
    public Turn turn() {
        return turn;
    }

    @Override
    public synchronized void reopen() {
        if (camel != null) {
            camel.getComponent("serial", SerialComponent.class).reopen(port);
        }
    }
}
