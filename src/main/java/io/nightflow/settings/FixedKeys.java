package io.nightflow.settings;

import java.util.regex.Pattern;

/**
 * Settings that are not changed while a gateway runs, nor from afar: who it is, how it is reached, whom it believes and where it
 * writes. One mistake would cut it off from its fleet or from its data.
 */
public final class FixedKeys {
    private static final Pattern FIXED = Pattern.compile(
            "gateway\\..*|uplink\\..*|rollout\\..*|store\\..*|staging\\..*|log\\.file|forecast\\.retrained");

    private FixedKeys() {}

    /** Whether it is one of them. */
    public static boolean isFixed(String key) {
        return FIXED.matcher(key).matches();
    }
}
