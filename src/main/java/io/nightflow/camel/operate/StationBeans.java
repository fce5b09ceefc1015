package io.nightflow.camel.operate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;

/** Shows stations in JMX beside Camel's own beans, and as text. */
public final class StationBeans {
    private StationBeans() {}

    /** Registers those that are not there yet; nothing where JMX is switched off. They go when the context stops. */
    public static void register(CamelContext context, List<Station> stations) throws JMException {
        Optional<ManagementAgent> agent =
                Optional.ofNullable(context.getManagementStrategy().getManagementAgent());
        if (agent.isEmpty()) {
            return;
        }
        for (Station station : stations) {
            ObjectName name = new ObjectName(agent.get().getMBeanObjectDomainName() + ":context="
                    + context.getManagementName() + ",type=station,kind=" + station.kind() + ",name="
                    + ObjectName.quote(station.name()));
            if (!agent.get().isRegistered(name)) {
                agent.get().register(new StationBean(station), name);
            }
        }
    }

    /** All figures as text, a line each below the name of their station. */
    public static String text(List<Station> stations) {
        StringJoiner text = new StringJoiner("\n");
        for (Station station : stations) {
            text.add(station.kind() + " " + station.name());
            for (Figure figure : station.figures()) {
                text.add(String.format("  %-16s %s", figure.name(), shown(figure)));
            }
        }
        return text.toString();
    }

    private static String shown(Figure figure) {
        Object value = figure.value().get();
        String unit = figure.unit().isEmpty() ? "" : " " + figure.unit();
        if (value instanceof Long || value instanceof Integer) {
            return String.format(Locale.ROOT, "%,d", ((Number) value).longValue()) + unit;
        }
        if (value instanceof Double number) {
            return number.isNaN() ? "not known" : String.format(Locale.ROOT, "%.1f", number) + unit;
        }
        return value + unit;
    }
}
