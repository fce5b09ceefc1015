package io.nightflow.camel.meters;

import io.nightflow.line.PortSettings;
import io.nightflow.meter.poll.BusPace;
import io.nightflow.settings.meters.LineForm;
import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** The meters of a bus, which are asked in their turn. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "meters",
        title = "Meters",
        syntax = "meters:port",
        consumerOnly = true,
        headersClass = MetersConstants.class,
        category = {Category.IOT})
public final class MetersEndpoint extends DefaultEndpoint {
    /** How Modbus lies on the line. */
    public enum Framing {
        /** On a serial line, or through a box that passes its bytes on. */
        RTU,
        /** Modbus TCP. */
        TCP
    }

    @UriPath(
            description =
                    "The device file, best a stable link such as /dev/serial/by-id/...; tcp:host:port; or mem:name")
    @Metadata(required = true)
    private final String port;

    @UriParam(description = "The bus that the list of sensors names")
    @Metadata(required = true)
    private String bus = "";

    @UriParam(defaultValue = "9600 8E1", description = "Speed and form of the line, such as 9600 8E1")
    private String line = "9600 8E1";

    @UriParam(defaultValue = "RTU", description = "How Modbus lies on the line: rtu, or tcp for Modbus TCP")
    private Framing framing = Framing.RTU;

    @UriParam(
            defaultValue = "AUTO",
            description =
                    "Who switches the direction of RS-485: auto (the adapter), rts, or rts-low for an inverted one")
    private PortSettings.Direction rs485 = PortSettings.Direction.AUTO;

    @UriParam(defaultValue = "1000", description = "How long an answer may take; at least 600ms with several meters")
    private Duration timeout = BusPace.TIMEOUT;

    @UriParam(
            defaultValue = "-1",
            description = "How often a meter is asked, such as 10s; 0 for without a pause, -1 for as its profile says")
    private Duration every = Duration.ofMillis(-1);

    MetersEndpoint(String uri, MetersComponent component, String port) {
        super(uri, component);
        this.port = port.matches("(/|tcp:|mem:).*") ? port : "/" + port;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("meters: is asked, nothing can be sent to it");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        MetersConsumer consumer = new MetersConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public MetersComponent getComponent() {
        return (MetersComponent) super.getComponent();
    }

    /** Refuses options that no bus can keep, when the route is made. */
    void validate() {
        portSettings();
        if (timeout.toMillis() < 100 || timeout.toSeconds() > 30) {
            throw new IllegalArgumentException("timeout: must be 100ms to 30s (got " + timeout.toMillis() + "ms)");
        }
    }

    private LineForm form() {
        return LineForm.read(line)
                .orElseThrow(() -> new IllegalArgumentException("line: " + LineForm.RULE + " (got " + line + ")"));
    }

    /** The port's settings; refuses what no port can do. */
    PortSettings portSettings() {
        return form().port(port).with(rs485);
    }

    /** How the bus is asked. */
    BusPace pace(int units) {
        Duration least = units > 1 && timeout.compareTo(BusPace.TIMEOUT_MIN) < 0 ? BusPace.TIMEOUT_MIN : timeout;
        return BusPace.of(form().baud(), form().characterBits(), least);
    }

    /** The device file, or {@code tcp:host:port}. */
    public String getPort() {
        return port;
    }

    /** The bus. */
    public String getBus() {
        return bus;
    }

    /** The bus that the list of sensors names. */
    public void setBus(String bus) {
        this.bus = bus;
    }

    /** The line. */
    public String getLine() {
        return line;
    }

    /** Speed and form of the line, such as 9600 8E1. */
    public void setLine(String line) {
        this.line = line;
    }

    /** Framing. */
    public Framing getFraming() {
        return framing;
    }

    /** How Modbus lies on the line: rtu or tcp. */
    public void setFraming(Framing framing) {
        this.framing = framing;
    }

    /** Direction. */
    public PortSettings.Direction getRs485() {
        return rs485;
    }

    /** Who switches the direction of RS-485. */
    public void setRs485(PortSettings.Direction rs485) {
        this.rs485 = rs485;
    }

    /** How long an answer may take. */
    public Duration getTimeout() {
        return timeout;
    }

    /** How long an answer may take, such as 1s. */
    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    /** How often a meter is asked; below 0 for as its profile says. */
    public Duration getEvery() {
        return every;
    }

    /** How often a meter is asked, such as 10s. */
    public void setEvery(Duration every) {
        this.every = every;
    }
}
