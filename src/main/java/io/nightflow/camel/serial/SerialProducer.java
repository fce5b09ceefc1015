package io.nightflow.camel.serial;

import io.nightflow.link.Frame;
import io.nightflow.port.SharedLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body, a line or a list of lines, to the port; with framing {@code link} each gets its check value. An empty
 * list writes nothing. Done when the bytes are handed to the line's writer: what must arrive is acknowledged by the other
 * side.
 */
final class SerialProducer extends DefaultProducer {
    private final SerialEndpoint endpoint;
    private @Nullable SharedLine line;

    SerialProducer(SerialEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Object body = exchange.getIn().getBody();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (body instanceof Iterable<?> lines) {
            lines.forEach(text -> bytes.writeBytes(encode(String.valueOf(text))));
        } else {
            bytes.writeBytes(encode(exchange.getIn().getBody(String.class)));
        }
        SharedLine open = line;
        if (bytes.size() > 0 && open != null) {
            open.send(bytes.toByteArray());
        }
    }

    private byte[] encode(String text) {
        return endpoint.getFraming() == SerialEndpoint.Framing.LINK
                ? Frame.encode(text)
                : (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        line = endpoint.getComponent().lines().acquire(endpoint.portSettings());
    }

    @Override
    protected void doStop() throws Exception {
        SharedLine open = line;
        line = null;
        if (open != null) {
            endpoint.getComponent().lines().release(open);
        }
        super.doStop();
    }
}
