package io.nightflow.camel.mqtt;

import java.util.concurrent.CountDownLatch;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** A client with a last will, which is killed. */
final class WillMain {
    private WillMain() {}

    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addComponent("mqtt", new MqttComponent());
            camel.start();
            String uri = "mqtt:gw-7/state?clientId=gw-7&willTopic=gw-7/state&sessionExpiry=1s&broker=" + arguments[0];
            ProducerTemplate template = camel.createProducerTemplate();
            boolean said = false;
            while (!said) {
                said = template.send(uri, exchange -> exchange.getIn().setBody("here"))
                                .getException()
                        == null;
            }
            new CountDownLatch(1).await();
        }
    }
}
