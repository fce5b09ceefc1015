package io.nightflow.camel.serial;

import io.nightflow.port.SharedLines;
import io.nightflow.port.SilenceListener;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** {@code serial:path?options}: lines from and to a serial port. All endpoints that name a path share its port. */
@Component("serial")
public final class SerialComponent extends DefaultComponent {
    private final SharedLines lines;

    @Metadata(label = "advanced", description = "Is told when a line falls silent, and when it is heard again")
    private volatile SilenceListener silenceListener = (path, route, ended, minutes) -> {};

    /** Opens ports for the routes that use them. */
    public SerialComponent() {
        this(true);
    }

    private SerialComponent(boolean opensPorts) {
        lines = new SharedLines(opensPorts);
    }

    /** One whose lines stay closed: to see whether routes can be made. */
    public static SerialComponent forTrial() {
        return new SerialComponent(false);
    }

    /** Who is told of silence. */
    public SilenceListener getSilenceListener() {
        return silenceListener;
    }

    /** Whom to tell of silence. */
    public void setSilenceListener(SilenceListener listener) {
        silenceListener = listener;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SerialEndpoint endpoint = new SerialEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        endpoint.validate();
        return endpoint;
    }

    /** The ports that its endpoints share. */
    public SharedLines lines() {
        return lines;
    }
}
