package io.nightflow.operate;

import java.util.List;
import java.util.function.Supplier;

/** A part of the gateway that is well, or is not and says why. */
public final class Condition {
    private final String part;
    private final Supplier<List<String>> troubles;

    /**
     * Of a part.
     *
     * @param part such as {@code disk}.
     * @param troubles what is wrong with it now and what to do, a sentence each; empty where nothing is.
     */
    public Condition(String part, Supplier<List<String>> troubles) {
        this.part = part;
        this.troubles = troubles;
    }

    /** Which part. */
    public String part() {
        return part;
    }

    /** What is wrong with it now; a failure to find out is trouble too. */
    public List<String> troubles() {
        try {
            return troubles.get();
        } catch (RuntimeException e) {
            return List.of("cannot be told: " + e.getMessage());
        }
    }
}
