package io.nightflow.gateway;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.nightflow.peers.Mosquitto;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Somebody who hears all topics but those of meters, and can say something. */
final class Subscriber implements AutoCloseable {
    private final Mqtt5AsyncClient client;

    Subscriber(Mosquitto broker, List<String> heard) {
        client = Mqtt5Client.builder()
                .identifier("subscriber")
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, message -> {
            if (!message.getTopic().toString().startsWith("meters/")) {
                heard.add(message.getTopic() + " " + new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8));
            }
        });
        client.connect().join();
        client.subscribeWith().topicFilter("#").send().join();
    }

    boolean isOpen() {
        return client.getState().isConnected();
    }

    void publish(String topic, String payload) {
        client.publishWith()
                .topic(topic)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send()
                .join();
    }

    @Override
    public void close() {
        client.disconnect().join();
    }
}
