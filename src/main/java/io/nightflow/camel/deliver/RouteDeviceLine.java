package io.nightflow.camel.deliver;

import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.deliver.DeviceLine;
import io.nightflow.deliver.LineTurn;
import io.nightflow.line.PortSettings;
import io.nightflow.link.Duplex;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** The device's line through the route {@code send-to-device}. */
public final class RouteDeviceLine implements DeviceLine {
    private final String port;
    private final int baud;
    private final LineTurn turn;
    private static final long ANSWERED = Long.MIN_VALUE;

    private final AtomicLong unansweredSince = new AtomicLong(ANSWERED);
    private final LongSupplier nanos;
    private volatile long sentAt;
    private @Nullable CamelContext camel;
    private @Nullable ProducerTemplate template;

    /** Over this port, {@code baud} bits a second. */
    public RouteDeviceLine(String port, int baud, Duplex duplex) {
        this(port, baud, duplex, System::nanoTime);
    }

    /** The same by another clock that only goes on. */
    RouteDeviceLine(String port, int baud, Duplex duplex, LongSupplier nanos) {
        this.nanos = nanos;
        sentAt = nanos.getAsLong();
        this.port = port;
        this.baud = baud;
        turn = new LineTurn(duplex);
    }

    /** The context whose routes carry the lines. */
    synchronized void connect(CamelContext context) {
        camel = context;
        template = context.createProducerTemplate();
    }

    @Override
    public boolean isThere() {
        return !PortSettings.isNone(port);
    }

    @Override
    public synchronized void send(List<String> bodies) {
        if (template == null) {
            throw new IllegalStateException("the routes are not started");
        }
        sentAt = nanos.getAsLong();
        unansweredSince.compareAndSet(ANSWERED, sentAt);
        template.sendBody("direct:send-to-device", bodies);
    }

    @Override
    public long idleMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - sentAt);
    }

    /** The device has said something. */
    void heard() {
        unansweredSince.set(ANSWERED);
    }

    @Override
    public long unansweredMillis() {
        long since = unansweredSince.get();
        return since == ANSWERED ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - since);
    }

    @Override
    public int baud() {
        return baud;
    }

    @Override
    public LineTurn turn() {
        return turn;
    }

    @Override
    public synchronized void reopen() {
        if (camel != null) {
            camel.getComponent("serial", SerialComponent.class).lines().reopen(port);
        }
    }
}
