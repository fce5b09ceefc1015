package io.nightflow.mqtt;

import io.nightflow.settings.BrokerAddress;
import java.net.URI;
import java.time.Duration;

/**
 * A broker, and who we are to it.
 *
 * @param broker {@code tcp://host:1883} or {@code tls://host:8883}.
 * @param clientId by which it knows the session, through restarts.
 * @param username empty for none.
 * @param caFile certificate of its authority, PEM; empty for those that the machine believes.
 * @param certificateFile our own, PEM; empty where it asks for none.
 * @param keyFile its key, PEM, PKCS#8 without a password; empty where there is no certificate.
 * @param will what it says when we go without a word.
 * @param sessionExpiry how long it keeps what comes while we are away.
 * @param timeout how long an acknowledgement may take.
 */
public record MqttPeer(
        String broker,
        String clientId,
        String username,
        String password,
        String caFile,
        String certificateFile,
        String keyFile,
        Will will,
        Duration sessionExpiry,
        Duration timeout) {
    /** A retained last will; an empty topic for none. */
    public record Will(String topic, String payload) {
        /** None. */
        public static final Will NONE = new Will("", "");
    }

    /**
     * Refuses what cannot be.
     *
     * @throws IllegalArgumentException the message begins with the name of the option.
     */
    public MqttPeer {
        if (!BrokerAddress.isValid(broker)) {
            throw new IllegalArgumentException(
                    "broker: must be tcp://host:1883 or tls://host:8883 (got " + broker + ")");
        }
        if (clientId.isEmpty()) {
            throw new IllegalArgumentException(
                    "clientId: is missing: a name of this client, of its own for each endpoint");
        }
        if (certificateFile.isEmpty() != keyFile.isEmpty()) {
            throw new IllegalArgumentException("certificateFile and keyFile belong together: name both, or none");
        }
        if (!isTls(broker) && !(caFile + certificateFile).isEmpty()) {
            throw new IllegalArgumentException(
                    "caFile and certificateFile need tls: write broker: tls://.. (got " + broker + ")");
        }
    }

    boolean isTls() {
        return isTls(broker);
    }

    private static boolean isTls(String broker) {
        return broker.startsWith("tls:");
    }

    String host() {
        return URI.create(broker).getHost();
    }

    int port() {
        return URI.create(broker).getPort();
    }

    /** Without its password. */
    @Override
    public String toString() {
        return clientId + " at " + broker;
    }
}
