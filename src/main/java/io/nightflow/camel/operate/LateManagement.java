package io.nightflow.camel.operate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.management.DefaultManagementAgent;
import org.apache.camel.management.JmxManagementStrategy;
import org.apache.camel.management.JmxManagementStrategyFactory;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Camel's beans in JMX, which are shown once the routes run: to make them takes a seventh of a start, and no reading needs
 * them. Until then they wait in the order of their coming.
 */
public final class LateManagement extends JmxManagementStrategy {
    private final Map<ObjectName, Object> waiting = new LinkedHashMap<>();
    private boolean isShown;

    private LateManagement(CamelContext context) {
        super(context, new DefaultManagementAgent(context));
    }

    /** Takes the place of what Camel has made for a context that is not yet initialised, unless JMX is off. */
    public static MainListenerSupport listener() {
        return new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport main) {
                CamelContext context = main.getCamelContext();
                if (context.getManagementStrategy() instanceof JmxManagementStrategy) {
                    takeThePlace(context);
                }
            }
        };
    }

    private static void takeThePlace(CamelContext context) {
        JmxManagementStrategyFactory factory = new JmxManagementStrategyFactory();
        try {
            factory.setupManagement(context, new LateManagement(context), factory.createLifecycle(context));
        } catch (Exception e) {
            throw new IllegalStateException("setting up JMX: " + e.getMessage(), e);
        }
    }

    /** Shows what waits, and from now on all that comes at once. */
    public static void show(CamelContext context) throws Exception {
        if (context.getManagementStrategy() instanceof LateManagement late) {
            late.show();
        }
    }

    private synchronized void show() throws Exception {
        ServiceHelper.startService(getManagementAgent());
        isShown = true;
        for (Object each : waiting.values()) {
            super.manageObject(each);
        }
        waiting.clear();
    }

    /** The agent makes the platform's server, which waits as well. */
    @Override
    protected void doStart() {}

    @Override
    public synchronized void manageObject(Object managed) throws Exception {
        if (isShown) {
            super.manageObject(managed);
            return;
        }
        Optional<ObjectName> name = name(managed);
        name.ifPresent(each -> waiting.put(each, managed));
    }

    /** Empty for what is not shown. */
    private Optional<ObjectName> name(Object managed) throws MalformedObjectNameException {
        return Optional.ofNullable(getManagementObjectNameStrategy().getObjectName(managed));
    }

    @Override
    public synchronized void unmanageObject(Object managed) throws Exception {
        if (isShown) {
            super.unmanageObject(managed);
        } else {
            name(managed).ifPresent(waiting::remove);
        }
    }

    @Override
    public synchronized boolean isManaged(Object managed) {
        try {
            return isShown
                    ? super.isManaged(managed)
                    : name(managed).filter(waiting::containsKey).isPresent();
        } catch (MalformedObjectNameException e) {
            return false;
        }
    }

    @Override
    public synchronized boolean isManagedName(Object name) {
        return isShown ? super.isManagedName(name) : waiting.containsKey(name);
    }
}
