package io.nightflow.uplink;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who a gateway is and how it is, retained on its topic {@code state}; a line {@code name=value} each:
 *
 * <pre>
 * boot=6f1c..            this run of the gateway: a last will of an earlier one says nothing of this one
 * online=1               0 in the last will
 * at=1795189560          when it was said, epoch seconds
 * version=1.0.0          and what else the gateway tells of itself
 * trouble.1=device: ..   what is not well, a line each
 * </pre>
 *
 * @param facts the other lines, in their order.
 */
public record GatewayState(String boot, boolean online, Map<String, String> facts) {
    private static final int LINES_MAX = 50;
    private static final int VALUE_MAX = 500;

    /** Copies the facts. */
    public GatewayState {
        facts = new LinkedHashMap<>(facts);
    }

    /** The message. */
    public byte[] encode() {
        StringBuilder text = new StringBuilder("boot=" + boot + "\nonline=" + (online ? 1 : 0) + "\n");
        facts.forEach((name, value) -> text.append(name)
                .append('=')
                .append(value.replaceAll("\\p{Cntrl}", " "))
                .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a message; empty where it is none. */
    public static Optional<GatewayState> parse(byte[] message) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : new String(message, StandardCharsets.UTF_8).split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0 && lines.size() < LINES_MAX) {
                String value = line.substring(equals + 1);
                lines.put(
                        line.substring(0, Math.min(equals, 40)),
                        value.substring(0, Math.min(VALUE_MAX, value.length())));
            }
        }
        String boot = lines.remove("boot");
        String online = lines.remove("online");
        return boot == null || online == null
                ? Optional.empty()
                : Optional.of(new GatewayState(boot, online.equals("1"), lines));
    }
}
