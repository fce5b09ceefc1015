package io.nightflow.meter.profile;

import java.util.List;
import java.util.Map;

/**
 * What one look at a meter has shown.
 *
 * @param values in the profile's units; what the meter does not say now is left out.
 * @param status words of the bits that are set.
 * @param refused what the meter would not give, in words.
 */
public record Look(Map<Role, Double> values, List<String> status, List<String> refused) {
    /** The value; NaN where there is none. */
    public double value(Role role) {
        return values.getOrDefault(role, Double.NaN);
    }
}
