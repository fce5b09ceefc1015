package io.nightflow.settings;

import java.net.URI;

/** Where an MQTT broker is: {@code tcp://host:1883} or {@code tls://host:8883}. The only rule of it, for settings and routes. */
public final class BrokerAddress {
    private static final int PORT_MAX = 65_535;

    private BrokerAddress() {}

    /** Whether a text names a broker. */
    public static boolean isValid(String text) {
        return text.matches("(tcp|tls)://(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+):[1-9][0-9]{0,4}")
                && URI.create(text).getPort() <= PORT_MAX;
    }
}
