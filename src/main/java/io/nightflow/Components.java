package io.nightflow;

import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.camel.staging.StagingComponent;
import io.nightflow.camel.steps.LineAlerts;
import io.nightflow.camel.time.GatewayClock;
import io.nightflow.store.AlertStore;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Scheduler;

/** The Camel components that are the product's own, or tied to its clock. */
final class Components {
    private Components() {}

    /** The gateway stops; its routes may never have been started. */
    static void stopping(Parts parts) {
        if (parts.context() != null && parts.context().hasComponent("serial") instanceof SerialComponent serial) {
            serial.stopping();
        }
    }

    static Map<String, Component> of(Parts parts, Scheduler scheduler) {
        Settings settings = parts.settings();
        GatewayClock clock = parts.clock();
        QuartzComponent quartz = new QuartzComponent();
        quartz.setScheduler(scheduler);
        SerialComponent serial = new SerialComponent();
        serial.setSilenceListener(
                new LineAlerts(new AlertStore(parts.database()), clock, LineNames.of(settings))::tell);
        StagingComponent directories =
                new StagingComponent(settings.directory(), StagingLanes.options(settings, clock, ""));
        directories.share(parts.staging().results());
        directories.share(parts.staging().alerts());
        return Map.of("quartz", quartz, "serial", serial, "staging", directories);
    }
}
