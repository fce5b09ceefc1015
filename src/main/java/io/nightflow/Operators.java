package io.nightflow;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightflow.camel.operate.Condition;
import io.nightflow.camel.operate.Station;
import io.nightflow.camel.operate.StationBeans;
import io.nightflow.camel.operate.StationMeters;
import io.nightflow.store.DatabaseFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.management.JMException;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a gateway to its operators: JMX, health, metrics where they are on, and what {@code status} prints. */
final class Operators {
    private static final Logger LOG = LoggerFactory.getLogger(Operators.class);
    private static final long SHOW_SECONDS = 30;

    private final Parts parts;
    private final List<Condition> conditions;
    private final Stations stations;

    /** Of a gateway made of these parts; whether its changed route files are refused. */
    Operators(Parts parts, BooleanSupplier routesRefused) {
        this.parts = parts;
        Supplier<DatabaseFacts> facts = new Recently<>(() -> DatabaseFacts.of(parts.database()), System::nanoTime);
        conditions = new Health(parts, facts, routesRefused).conditions();
        stations = new Stations(parts, conditions, facts);
    }

    List<Station> stations() {
        return stations.all();
    }

    /** Whether each part is well. */
    List<Condition> conditions() {
        return conditions;
    }

    /** Whether all ports are open. */
    boolean areLinesOpen() {
        return conditions.stream()
                .filter(each -> each.part().equals("lines"))
                .allMatch(each -> each.troubles().isEmpty());
    }

    /** Whether models forecast. */
    boolean areModelsTaken() {
        return !parts.forecasts().report().models().isEmpty();
    }

    /** Shows it from now on, by this executor. */
    void start(ScheduledExecutorService executor) {
        CamelContext context = parts.context();
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            conditions.forEach(registry::register);
        }
        var unused = executor.scheduleAtFixedRate(() -> showSafely(context), 0, SHOW_SECONDS, TimeUnit.SECONDS);
    }

    private void showSafely(CamelContext context) {
        try {
            List<Station> all = stations.all();
            Status status = look(all);
            write(StatusCommand.file(parts.settings()), status.text());
            write(StatusCommand.jsonFile(parts.settings()), status.json());
            StationBeans.register(context, all);
            MeterRegistry meters = context.getRegistry().findSingleByType(MeterRegistry.class);
            if (meters != null) {
                StationMeters.register(meters, all);
            }
        } catch (IOException | JMException | RuntimeException e) {
            LOG.warn("showing how the gateway stands: {}", e.getMessage());
        }
    }

    /** How it stands now. */
    Status status() {
        return look(stations.all());
    }

    private Status look(List<Station> all) {
        return Status.look(
                ProcessHandle.current().pid(),
                parts.settings().directory(),
                parts.clock().instant().truncatedTo(ChronoUnit.SECONDS),
                conditions,
                all);
    }

    private static void write(Path file, String text) throws IOException {
        Path fresh = Files.writeString(Path.of(file + ".new"), text + "\n");
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
