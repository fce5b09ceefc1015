package io.nightflow;

import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.camel.staging.StagingComponent;
import io.nightflow.camel.steps.LineAlerts;
import io.nightflow.camel.time.GatewayClock;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Scheduler;

/** The Camel components that are the product's own, or tied to its clock. */
final class Components {
    private Components() {}

    static Map<String, Component> of(
            Settings settings, GatewayClock clock, Database database, StagingLanes staging, Scheduler scheduler) {
        QuartzComponent quartz = new QuartzComponent();
        quartz.setScheduler(scheduler);
        SerialComponent serial = new SerialComponent();
        serial.setSilenceListener(new LineAlerts(new AlertStore(database), clock)::tell);
        StagingComponent directories =
                new StagingComponent(settings.directory(), StagingLanes.options(settings, clock, ""));
        directories.share(staging.results());
        directories.share(staging.alerts());
        return Map.of("quartz", quartz, "serial", serial, "staging", directories);
    }
}
