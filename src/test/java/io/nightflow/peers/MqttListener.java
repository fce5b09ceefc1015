package io.nightflow.peers;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Somebody else's program, which knows nothing of the gateway: writes each message of {@code results} as a line into a file,
 * on the disk before it acknowledges it. It is killed at any moment.
 */
public final class MqttListener {
    private MqttListener() {}

    /** Port of the broker, and the file. */
    public static void main(String[] arguments) throws Exception {
        FileChannel file = FileChannel.open(
                Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        Mqtt5AsyncClient client = Mqtt5Client.builder()
                .identifier("listener")
                .serverHost("127.0.0.1")
                .serverPort(Integer.parseInt(arguments[0]))
                .automaticReconnectWithDefaultConfig()
                .buildAsync();
        client.publishes(
                MqttGlobalPublishFilter.ALL, message -> keep(file, message), Executors.newSingleThreadExecutor(), true);
        client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(3_600)
                .send()
                .join();
        client.subscribeWith()
                .topicFilter("results")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
        System.out.println("listening");
        new CountDownLatch(1).await();
    }

    private static void keep(FileChannel file, Mqtt5Publish message) {
        try {
            String line = new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8) + "\n";
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            file.force(false);
            message.acknowledge();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
