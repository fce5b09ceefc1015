package io.nightflow.mqtt;

/**
 * What came from a broker.
 *
 * @param topic where it was published.
 * @param payload what was published.
 * @param taken tells the broker, once, that it need not send it again; of quality 0 there is nothing to tell.
 */
@SuppressWarnings("ArrayRecordComponent") // it is handed on, never compared
public record MqttMessage(String topic, byte[] payload, Runnable taken) {}
