package io.nightflow.camel.operate;

import io.nightflow.operate.FigureBean;
import io.nightflow.operate.FigureGroup;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;

/** Shows stations in JMX beside Camel's own beans, and as text. */
public final class FigureBeans {
    private FigureBeans() {}

    /** Registers those that are not there yet; nothing where JMX is switched off. They go when the context stops. */
    public static void register(CamelContext context, List<FigureGroup> stations) throws JMException {
        Optional<ManagementAgent> agent =
                Optional.ofNullable(context.getManagementStrategy().getManagementAgent());
        if (agent.isEmpty()) {
            return;
        }
        for (FigureGroup station : stations) {
            ObjectName name = new ObjectName(agent.get().getMBeanObjectDomainName() + ":context="
                    + context.getManagementName() + ",type=station,kind=" + station.kind() + ",name="
                    + ObjectName.quote(station.name()));
            if (!agent.get().isRegistered(name)) {
                agent.get().register(new FigureBean(station), name);
            }
        }
    }
}
