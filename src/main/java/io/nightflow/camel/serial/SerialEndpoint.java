package io.nightflow.camel.serial;

import io.nightflow.line.PortSettings;
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

/** Lines from and to a serial port. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "serial",
        title = "Serial",
        syntax = "serial:path",
        category = {Category.IOT},
        headersClass = SerialConstants.class)
public final class SerialEndpoint extends DefaultEndpoint {
    /** How bytes become lines. */
    public enum Framing {
        /** {@code $body*CRC}: only lines whose check value is right; the body is the exchange's body. */
        LINK,
        /** Lines of text without a check value. */
        TEXT
    }

    @UriPath(
            description =
                    "The device file, best a stable link such as /dev/serial/by-id/...; tcp:host:port; or mem:name")
    @Metadata(required = true)
    private final String path;

    @UriParam(defaultValue = "9600", description = "Bits a second, 300 to 921600")
    private int baud = 9_600;

    @UriParam(defaultValue = "8", description = "Data bits, 5 to 8")
    private int dataBits = 8;

    @UriParam(defaultValue = "1", description = "Stop bits, 1 or 2")
    private int stopBits = 1;

    @UriParam(defaultValue = "NONE", description = "Parity")
    private PortSettings.Parity parity = PortSettings.Parity.NONE;

    @UriParam(
            label = "consumer",
            defaultValue = "LINK",
            description = "How bytes become lines: checked lines of Nightflow Link, or lines of text")
    private Framing framing = Framing.LINK;

    @UriParam(
            label = "consumer",
            description = "Only checked lines whose first letter is one of these, such as S or AN; empty for all")
    private String types = "";

    @UriParam(
            label = "consumer",
            defaultValue = "0",
            description = "How long to gather lines into one exchange with a list as body; 0 for an exchange a line")
    private Duration group = Duration.ZERO;

    @UriParam(label = "consumer", defaultValue = "5000", description = "The most lines of one group")
    private int groupLinesMax = 5_000;

    @UriParam(
            label = "consumer",
            defaultValue = "0",
            description = "Open the port anew and tell so when no wanted line has come for so long; 0 for never")
    private Duration silentAfter = Duration.ZERO;

    SerialEndpoint(String uri, SerialComponent component, String path) {
        super(uri, component);
        this.path = path.matches("(/|tcp:|mem:).*") || PortSettings.isNone(path) ? path : "/" + path;
    }

    @Override
    public Producer createProducer() {
        return new SerialProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SerialConsumer consumer = new SerialConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public SerialComponent getComponent() {
        return (SerialComponent) super.getComponent();
    }

    /** Refuses options that no port can keep, when the route is made. */
    void validate() {
        portSettings();
    }

    /** The port's settings; refuses what no port can do. */
    PortSettings portSettings() {
        return new PortSettings(path, baud, dataBits, stopBits, parity);
    }

    /** The device file, or {@code tcp:host:port}. */
    public String getPath() {
        return path;
    }

    /** Bits a second. */
    public int getBaud() {
        return baud;
    }

    /** Bits a second, 300 to 921600. */
    public void setBaud(int baud) {
        this.baud = baud;
    }

    /** Data bits. */
    public int getDataBits() {
        return dataBits;
    }

    /** Data bits, 5 to 8. */
    public void setDataBits(int dataBits) {
        this.dataBits = dataBits;
    }

    /** Stop bits. */
    public int getStopBits() {
        return stopBits;
    }

    /** Stop bits, 1 or 2. */
    public void setStopBits(int stopBits) {
        this.stopBits = stopBits;
    }

    /** Parity. */
    public PortSettings.Parity getParity() {
        return parity;
    }

    /** Parity: none, odd or even. */
    public void setParity(PortSettings.Parity parity) {
        this.parity = parity;
    }

    /** Framing. */
    public Framing getFraming() {
        return framing;
    }

    /** How bytes become lines: link or text. */
    public void setFraming(Framing framing) {
        this.framing = framing;
    }

    /** Type letters. */
    public String getTypes() {
        return types;
    }

    /** Only checked lines whose first letter is one of these; empty for all. */
    public void setTypes(String types) {
        this.types = types;
    }

    /** How long lines gather. */
    public Duration getGroup() {
        return group;
    }

    /** How long to gather lines into one exchange, such as 100ms; 0 for an exchange a line. */
    public void setGroup(Duration group) {
        this.group = group;
    }

    /** The most lines of one group. */
    public int getGroupLinesMax() {
        return groupLinesMax;
    }

    /** The most lines of one group. */
    public void setGroupLinesMax(int groupLinesMax) {
        this.groupLinesMax = groupLinesMax;
    }

    /** When a port is silent. */
    public Duration getSilentAfter() {
        return silentAfter;
    }

    /** After how long without a wanted line the port is opened anew, such as 3m; 0 for never. */
    public void setSilentAfter(Duration silentAfter) {
        this.silentAfter = silentAfter;
    }
}
