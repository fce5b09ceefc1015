package io.nightflow.camel.mqtt;

import io.nightflow.mqtt.MqttSession;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Publishes each body, and ends when the broker has it. It connects with the first: a route that is only tried says nothing. */
final class MqttProducer extends DefaultProducer {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)}");

    private final MqttEndpoint endpoint;
    private @Nullable MqttSession session;

    MqttProducer(MqttEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        MqttSession started = new MqttSession(endpoint.peer(), endpoint::sayHere);
        session = started;
    }

    @Override
    protected void doStop() throws Exception {
        MqttSession started = session;
        session = null;
        if (started != null) {
            started.close();
        }
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        byte[] payload = exchange.getMessage().getBody(byte[].class);
        MqttSession started = session;
        if (started != null) {
            started.publish(
                    topic(exchange), payload == null ? new byte[0] : payload, endpoint.getQos(), endpoint.isRetained());
        }
    }

    /** The topic with its names filled in; a value can neither add a level nor be a wildcard. */
    private String topic(Exchange exchange) {
        Matcher matcher = NAME.matcher(endpoint.getTopic());
        StringBuilder topic = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(topic, Matcher.quoteReplacement(value(exchange, matcher.group(1))));
        }
        return matcher.appendTail(topic).toString();
    }

    private static String value(Exchange exchange, String name) {
        Object value = exchange.getProperty(name);
        if (value == null) {
            Map<?, ?> body = exchange.getMessage().getBody(Map.class);
            value = body == null ? null : body.get(name);
        }
        if (value == null) {
            throw new IllegalArgumentException(
                    "mqtt: the topic asks for {" + name + "}, and neither a property nor the body has it");
        }
        return String.valueOf(value).replaceAll("[/+#\\x00]", "_");
    }
}
