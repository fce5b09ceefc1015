package io.nightflow.camel.steps;

import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;

/** Forecasting in JMX, beside Camel's own beans; gone when the context stops. */
public final class ManagedForecasts implements ForecastMXBean {
    private final ForecastDemand forecasts;

    private ManagedForecasts(ForecastDemand forecasts) {
        this.forecasts = forecasts;
    }

    /** Shows it; nothing where JMX is switched off. */
    public static void register(CamelContext context, ForecastDemand forecasts) throws JMException {
        Optional<ManagementAgent> agent =
                Optional.ofNullable(context.getManagementStrategy().getManagementAgent());
        if (agent.isPresent()) {
            ObjectName name = new ObjectName(agent.get().getMBeanObjectDomainName() + ":context="
                    + context.getManagementName() + ",type=forecast,name=forecast-demand");
            agent.get().register(new ManagedForecasts(forecasts), name, true);
        }
    }

    @Override
    public String getMadeAt() {
        return forecasts.report().madeAt();
    }

    @Override
    public List<String> getModels() {
        return forecasts.report().models();
    }

    @Override
    public List<String> getServed() {
        return forecasts.report().served();
    }
}
