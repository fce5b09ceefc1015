package io.nightflow.camel.operate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.management.DefaultManagementAgent;
import org.apache.camel.management.JmxManagementStrategy;
import org.apache.camel.management.JmxManagementStrategyFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's beans in JMX, which are shown once the routes run: to make them takes a seventh of a start, and no reading needs
 * them. Until then they wait in the order of their coming. Nobody looks whether another context of the process has the names.
 */
public final class LateManagement extends JmxManagementStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(LateManagement.class);
    private final Map<ObjectName, Object> waiting = new LinkedHashMap<>();
    private boolean isShown;

    private LateManagement(CamelContext context) {
        super(context, new LateAgent(context));
    }

    /** Makes the platform's server when it is told to, not when the context starts. */
    private static final class LateAgent extends DefaultManagementAgent {
        LateAgent(CamelContext context) {
            super(context);
        }

        @Override
        protected void doStart() {}

        void open() throws Exception {
            super.doStart();
        }
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
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    /** Shows what waits, and from now on all that comes at once. */
    public static void show(CamelContext context) {
        if (context.getManagementStrategy() instanceof LateManagement late) {
            late.open();
        }
    }

    private synchronized void open() {
        try {
            ((LateAgent) getManagementAgent()).open();
            isShown = true;
            waiting.forEach(this::open);
        } catch (Exception e) {
            refused("Camel", e);
        }
        waiting.clear();
    }

    /** One that cannot be shown keeps nothing from running. */
    private void open(ObjectName name, Object managed) {
        try {
            super.manageObject(managed);
        } catch (Exception e) {
            refused(name, e);
        }
    }

    private static void refused(Object what, Exception reason) {
        LOG.warn("showing {} in JMX: {}. The gateway runs on", what, String.valueOf(reason.getMessage()));
    }

    @Override
    public synchronized void manageObject(Object managed) throws Exception {
        if (isShown) {
            super.manageObject(managed);
            return;
        }
        Optional<ObjectName> name = name(managed);
        name.ifPresent(each -> waiting.putIfAbsent(each, managed));
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
