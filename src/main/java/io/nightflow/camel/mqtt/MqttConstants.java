package io.nightflow.camel.mqtt;

import org.apache.camel.spi.Metadata;

/** Headers of {@code mqtt:}. */
public final class MqttConstants {
    @Metadata(label = "consumer", description = "The topic of the message", javaType = "String")
    public static final String TOPIC = "NightflowMqttTopic";

    private MqttConstants() {}
}
