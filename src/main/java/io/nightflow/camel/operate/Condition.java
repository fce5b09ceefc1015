package io.nightflow.camel.operate;

import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A part of the gateway that is well, or is not and says why. Readiness only: none of it is mended by a restart. */
public final class Condition extends AbstractHealthCheck {
    private final String part;
    private final Supplier<List<String>> troubles;

    /**
     * Of a part.
     *
     * @param part such as {@code disk}.
     * @param troubles what is wrong with it now and what to do, a sentence each; empty where nothing is.
     */
    public Condition(String part, Supplier<List<String>> troubles) {
        super("nightflow", part);
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

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, java.util.Map<String, Object> options) {
        List<String> found = troubles();
        if (found.isEmpty()) {
            builder.up();
        } else {
            builder.message(String.join("; ", found)).down();
        }
    }
}
