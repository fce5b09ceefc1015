package io.nightflow.camel.operate;

import io.nightflow.operate.Condition;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A condition among Camel's health checks. Readiness only: none of it is mended by a restart. */
final class ConditionCheck extends AbstractHealthCheck {
    private final Condition condition;

    private ConditionCheck(Condition condition) {
        super("nightflow", condition.part());
        this.condition = condition;
    }

    /** Registers all of them. */
    static void register(CamelContext context, List<Condition> conditions) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            conditions.forEach(condition -> registry.register(new ConditionCheck(condition)));
        }
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<String> found = condition.troubles();
        if (found.isEmpty()) {
            builder.up();
        } else {
            builder.message(String.join("; ", found)).down();
        }
    }
}
