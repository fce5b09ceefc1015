package io.nightflow.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import java.util.Locale;

/** Why a broker is away or refuses something, in words. */
public final class MqttReason {
    private MqttReason() {}

    /** Why something failed, in one line. */
    public static String words(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof Mqtt5PubAckException refused) {
            return "it refuses it: " + code(refused.getMqttMessage().getReasonCode());
        }
        if (root instanceof Mqtt5ConnAckException refused) {
            return "it refuses us: " + code(refused.getMqttMessage().getReasonCode());
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.lines().findFirst().orElse("");
    }

    private static String code(Object reason) {
        return reason.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether another client with our name has come. */
    static boolean isTakenOver(Throwable failure) {
        return failure instanceof Mqtt5DisconnectException told
                && told.getMqttMessage().getReasonCode() == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER;
    }
}
