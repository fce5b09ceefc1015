package io.nightflow.uplink;

import io.nightflow.link.Lane;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The topics of one gateway: {@code nf/v1/<gateway>/<what>}.
 *
 * <pre>
 * rows, alerts   up    QoS 1   batches of the two lanes, see {@link UplinkBatch}
 * ack            down  QoS 0   how far a lane is stored, see {@link LaneAnswer}
 * state          up    QoS 1   retained: who the gateway is and how it is, and its last will, see {@link GatewayState}
 * news           up    QoS 0   an alert at once, unnumbered; it comes again, numbered, in alerts
 * log            up    QoS 1   a line of the log
 * command        down  QoS 2   X,id,expires,command,.., see {@link FleetCommand}
 * answer         up    QoS 1   Y,id,ok or error,..
 * </pre>
 */
public final class UplinkTopics {
    /** Where all of them begin. */
    public static final String ROOT = "nf/v1/";

    /** What a topic is for. */
    public enum Kind {
        /** Result rows. */
        ROWS,
        /** Numbered alerts. */
        ALERTS,
        /** How far the fleet has stored a lane. */
        ACK,
        /** Birth and will. */
        STATE,
        /** An alert at once. */
        NEWS,
        /** The newest minute at once, where a lane is behind; it comes again in its place, numbered. */
        LIVE,
        /** A line of the log. */
        LOG,
        /** To the gateway. */
        COMMAND,
        /** What came of a command. */
        ANSWER,
        /** What is rolled out to the gateway. */
        DESIRED;

        /** Its last level. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A topic, taken apart. */
    public record Named(String gateway, Kind kind) {}

    private UplinkTopics() {}

    /** The topic of a gateway. */
    public static String of(String gateway, Kind kind) {
        return ROOT + gateway + "/" + kind.word();
    }

    /** That of a lane's batches. */
    public static Kind kind(Lane lane) {
        return lane == Lane.ALERTS ? Kind.ALERTS : Kind.ROWS;
    }

    /** The gateway and the kind of a topic; empty where it is none of ours. */
    public static Optional<Named> parse(String topic) {
        String[] levels = topic.split("/", -1);
        if (!topic.startsWith(ROOT) || levels.length != 4 || !isGateway(levels[2])) {
            return Optional.empty();
        }
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(levels[3]))
                .findFirst()
                .map(kind -> new Named(levels[2], kind));
    }

    /** Whether a name can be a gateway's: 1 to 32 characters of {@code A-Z a-z 0-9 _ -}, no dot, for sensors follow it behind one. */
    public static boolean isGateway(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    }
}
