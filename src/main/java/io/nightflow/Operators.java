package io.nightflow;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightflow.camel.operate.Station;
import io.nightflow.camel.operate.StationBeans;
import io.nightflow.camel.operate.StationMeters;
import io.nightflow.camel.steps.ForecastDemand;
import io.nightflow.camel.time.BootTime;
import io.nightflow.camel.time.GatewayClock;
import io.nightflow.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a gateway to its operators: JMX, health, metrics where they are on, and the text of {@code status}. */
final class Operators {
    private static final Logger LOG = LoggerFactory.getLogger(Operators.class);
    private static final long SHOW_SECONDS = 30;

    private final Stations stations;
    private final Health health;
    private final InstantSource clock;
    private final Path folder;
    private final Path file;

    /** Of a gateway made of these parts. */
    static Operators of(
            Settings settings,
            GatewayClock clock,
            Database database,
            StagingLanes staging,
            Delivery delivery,
            ForecastDemand forecasts,
            BootTime bootTime,
            CamelContext context) {
        DeliveryStations deliveries = new DeliveryStations(clock, staging, delivery, context);
        return new Operators(
                new Stations(clock, database, deliveries, forecasts, context),
                new Health(settings, clock, database, deliveries, bootTime::isClockGood, context),
                clock,
                settings.directory(),
                StatusCommand.file(settings));
    }

    private Operators(Stations stations, Health health, InstantSource clock, Path folder, Path file) {
        this.stations = stations;
        this.health = health;
        this.clock = clock;
        this.folder = folder;
        this.file = file;
    }

    List<Station> stations() {
        return stations.all();
    }

    /** Shows it from now on, by this executor. */
    void start(CamelContext context, ScheduledExecutorService executor) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            health.conditions().forEach(registry::register);
        }
        var unused = executor.scheduleAtFixedRate(() -> showSafely(context), 0, SHOW_SECONDS, TimeUnit.SECONDS);
    }

    private void showSafely(CamelContext context) {
        try {
            List<Station> all = stations.all();
            StationBeans.register(context, all);
            MeterRegistry meters = context.getRegistry().findSingleByType(MeterRegistry.class);
            if (meters != null) {
                StationMeters.register(meters, all);
            }
            Path fresh = Files.writeString(Path.of(file + ".new"), text(all) + "\n");
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | JMException | RuntimeException e) {
            LOG.warn("showing how the gateway stands: {}", e.getMessage());
        }
    }

    private String text(List<Station> all) {
        StringJoiner text = new StringJoiner("\n");
        text.add("gateway " + ProcessHandle.current().pid() + " in " + folder);
        text.add("as of " + clock.instant().truncatedTo(ChronoUnit.SECONDS));
        List<String> troubles = new ArrayList<>();
        health.conditions()
                .forEach(
                        each -> each.trouble().ifPresent(trouble -> troubles.add("  " + each.part() + ": " + trouble)));
        text.add(troubles.isEmpty() ? "all is well" : "not well:");
        troubles.forEach(text::add);
        return text.add(StationBeans.text(all)).toString();
    }
}
