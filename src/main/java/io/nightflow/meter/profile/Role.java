package io.nightflow.meter.profile;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a value of a meter is. */
public enum Role {
    /** The flow of this moment. */
    FLOW,
    /** The pressure of this moment. */
    PRESSURE,
    /** The register of what has flowed forwards. */
    TOTAL,
    /** The register of what has flowed backwards. */
    REVERSE_TOTAL,
    /** The register of the two together. */
    NET_TOTAL,
    /** Bits that say how the meter is. */
    STATUS;

    /** As it stands in profiles. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one with this word. */
    public static Optional<Role> find(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** All words. */
    public static String words() {
        return Stream.of(values()).map(Role::word).collect(Collectors.joining(", "));
    }

    /** Whether it is a register, which counts. */
    public boolean isRegister() {
        return this == TOTAL || this == REVERSE_TOTAL || this == NET_TOTAL;
    }
}
