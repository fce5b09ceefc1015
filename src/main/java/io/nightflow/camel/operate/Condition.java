package io.nightflow.camel.operate;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A part of the gateway that is well, or is not and says why. Readiness only: none of it is mended by a restart. */
public final class Condition extends AbstractHealthCheck {
    private final String part;
    private final Supplier<Optional<String>> trouble;

    /**
     * Of a part.
     *
     * @param part such as {@code disk}.
     * @param trouble what is wrong with it now and what to do; empty where nothing is.
     */
    public Condition(String part, Supplier<Optional<String>> trouble) {
        super("nightflow", part);
        this.part = part;
        this.trouble = trouble;
    }

    /** Which part. */
    public String part() {
        return part;
    }

    /** What is wrong with it now; a failure to find out is trouble too. */
    public Optional<String> trouble() {
        try {
            return trouble.get();
        } catch (RuntimeException e) {
            return Optional.of("cannot be told: " + e.getMessage());
        }
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, java.util.Map<String, Object> options) {
        Optional<String> found = trouble();
        if (found.isPresent()) {
            builder.message(found.get()).down();
        } else {
            builder.up();
        }
    }
}
