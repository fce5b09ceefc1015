package io.nightflow.camel.deliver;

import io.nightflow.camel.staging.StagingConstants;
import io.nightflow.deliver.DeviceCommands;
import io.nightflow.deliver.LaneSender;
import io.nightflow.link.Lane;
import io.nightflow.link.Message;
import io.nightflow.link.MessageParser;
import io.nightflow.link.Parsed;
import io.nightflow.staging.StagedBatch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.apache.camel.builder.RouteBuilder;

/** The routes between the staging directory and the device's port. */
public final class DeliveryRoutes extends RouteBuilder {
    private static final String FROM_DEVICE = "WANY";
    private static final long REFUSED_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final String PORT = "serial:{{device.port}}?baud={{device.baud}}&parity={{device.parity}}";

    private final LaneSender results;
    private final LaneSender alerts;
    private final RouteDeviceLine line;
    private final DeviceCommands commands;
    private long refusedAt = System.nanoTime() - REFUSED_NANOS;

    /** Two lanes over one line. */
    public DeliveryRoutes(LaneSender results, LaneSender alerts, RouteDeviceLine line, DeviceCommands commands) {
        this.results = results;
        this.alerts = alerts;
        this.line = line;
        this.commands = commands;
    }

    @Override
    public void configure() {
        if (!line.isThere()) {
            return;
        }
        line.connect(getContext());
        lane(
                "deliver-results",
                "Drains the results to the device, a batch at a time",
                "staging:{{staging.directory}}/results?batchMinutes={{deliver.batch-minutes}}&scheduler=quartz"
                        + "&scheduler.cron={{deliver.cron}}&scheduler.timeZone=UTC&scheduler.triggerId=deliver-results",
                results);
        lane(
                "deliver-alerts",
                "Drains the alerts to the device at once",
                "staging:{{staging.directory}}/alerts?delay=2000",
                alerts);
        from(PORT)
                .routeId("receive-device")
                .routeDescription("Takes what the device says")
                .routeGroup("deliver")
                .bean(this, "received")
                .id("receive-device-take");
        from("direct:send-to-device")
                .routeId("send-to-device")
                .routeDescription("Writes lines to the device")
                .routeGroup("deliver")
                .errorHandler(noErrorHandler())
                .to(PORT)
                .id("send-to-device-write");
    }

    private void lane(String id, String description, String from, LaneSender lane) {
        from(from)
                .routeId(id)
                .routeDescription(description)
                .routeGroup("deliver")
                .errorHandler(noErrorHandler())
                .process(exchange -> exchange.setProperty(
                        StagingConstants.ACKNOWLEDGED,
                        lane.deliver(
                                exchange.getProperty(StagingConstants.BATCH, StagedBatch.class),
                                exchange.getProperty(StagingConstants.DRAIN_STARTS, false, Boolean.class))))
                .id(id + "-send");
    }

    /**
     * A line from the device concerns both lanes: each knows its own, the other's is a sign of life. A meter may share the line,
     * and what we say may come back.
     */
    public void received(@Body String body) {
        Parsed parsed = MessageParser.parse(body);
        if (parsed instanceof Parsed.Understood understood && understood.message() instanceof Message.Command command) {
            line.heard();
            line.send(List.of(commands.answer(command).body()));
        } else if (FROM_DEVICE.indexOf(body.charAt(0)) >= 0) {
            line.heard();
            Message message = LaneSender.parse(body);
            results.received(message);
            alerts.received(message);
        } else if (parsed instanceof Parsed.UnknownType unknown
                && unknown.type().matches("[A-Z]")) {
            refuse();
        }
    }

    /** Four times a second at the most. */
    private synchronized void refuse() {
        long now = System.nanoTime();
        if (now - refusedAt >= REFUSED_NANOS) {
            refusedAt = now;
            line.send(List.of(new Message.GoBack(Lane.RESULTS, 0, 0, "type").body()));
        }
    }
}
