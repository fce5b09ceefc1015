package io.nightflow.camel.page;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.nightflow.operate.SensorsNow.SensorNow;
import io.nightflow.page.PageApi;
import io.nightflow.reading.Night;
import io.nightflow.reading.SensorId;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleBiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The water as metrics, a gauge a sensor: what the page shows of it, read twice a minute. Of at most a thousand sensors, the
 * worst first. Beside them the figures of the process.
 */
public final class SensorMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(SensorMetrics.class);
    private static final int SECONDS = 30;
    private static final int SENSORS_MAX = 1_000;
    private static final int STAGES = 4;
    private static final double GONE = Double.NaN;

    /** What is read of the sensors at once. */
    private record Looked(Instant now, Map<SensorId, Double> errors) {}

    /** A metric: its name, what it is, and how it is read off; NaN where nothing is known. */
    private record Metric(String name, String description, ToDoubleBiFunction<SensorNow, Looked> value) {}

    private static final List<Metric> METRICS = List.of(
            new Metric(
                    "nightflow_sensor_flow_m3_per_hour",
                    "Flow of the newest reading",
                    (sensor, looked) -> sensor.last().flow()),
            new Metric(
                    "nightflow_sensor_pressure_bar",
                    "Pressure of the newest reading",
                    (sensor, looked) -> sensor.last().pressure()),
            new Metric(
                    "nightflow_sensor_reading_age_seconds",
                    "Age of the newest reading",
                    (sensor, looked) -> sensor.last().second() == 0 ? GONE : sensor.age(looked.now())),
            new Metric(
                    "nightflow_sensor_night_flow_m3_per_hour",
                    "Mean flow of the newest night",
                    (sensor, looked) -> sensor.night().map(Night::mean).orElse(GONE)),
            new Metric(
                    "nightflow_sensor_night_baseline_m3_per_hour",
                    "What was usual for that night",
                    (sensor, looked) -> sensor.night().map(Night::usual).orElse(GONE)),
            new Metric(
                    "nightflow_sensor_leak_m3_per_day",
                    "Where a leak is told: the flow over the usual",
                    (sensor, looked) -> sensor.night()
                            .filter(Night::isInAlarm)
                            .map(Night::excess)
                            .orElse(GONE)),
            new Metric(
                    "nightflow_sensor_forecast_error_m3_per_hour",
                    "Mean error of the flow's forecasts in 28 days",
                    (sensor, looked) ->
                            looked.errors().getOrDefault(sensor.last().sensor(), GONE)));

    private final PageApi api;
    private final String gateway;
    private final Map<Metric, MultiGauge> gauges = new LinkedHashMap<>();
    private final MultiGauge events;

    private SensorMetrics(PageApi api, MeterRegistry registry, String gateway) {
        this.api = api;
        this.gateway = gateway;
        METRICS.forEach(each -> gauges.put(
                each,
                MultiGauge.builder(each.name()).description(each.description()).register(registry)));
        events = MultiGauge.builder("nightflow_sensor_open_events")
                .description("Events that are open, by stage")
                .register(registry);
    }

    /** Names of all metrics of sensors, with what they are. */
    public static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        METRICS.forEach(each -> names.put(each.name(), each.description()));
        names.put("nightflow_sensor_open_events", "Events that are open, by stage");
        return names;
    }

    /** Shows them from now on. */
    @SuppressWarnings("resource") // none of these binders has anything to close
    public static void start(PageApi api, MeterRegistry registry, String gateway, ScheduledExecutorService executor) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        processor(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        SensorMetrics metrics = new SensorMetrics(api, registry, gateway);
        var unused = executor.scheduleWithFixedDelay(metrics::readSafely, 0, SECONDS, TimeUnit.SECONDS);
    }

    /** Micrometer's own names of these are none that Prometheus likes. */
    private static void processor(MeterRegistry registry) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            FunctionCounter.builder("process_cpu_seconds", system, each -> each.getProcessCpuTime() / 1e9)
                    .description("CPU time of the process")
                    .register(registry);
            Gauge.builder("system_load_average_1m", system, OperatingSystemMXBean::getSystemLoadAverage)
                    .description("How many processes ran or waited to, mean of a minute")
                    .register(registry);
        }
    }

    private void readSafely() {
        try {
            read();
        } catch (RuntimeException e) {
            LOG.debug("metrics of sensors: {}", e.getMessage());
        }
    }

    private void read() {
        List<SensorNow> sensors = api.sensors().stream().limit(SENSORS_MAX).toList();
        Looked looked = new Looked(api.now(), api.forecastErrors());
        gauges.forEach((metric, gauge) -> gauge.register(
                sensors.stream()
                        .map(each ->
                                MultiGauge.Row.of(tags(each), metric.value().applyAsDouble(each, looked)))
                        .toList(),
                true));
        List<MultiGauge.Row<?>> open = new ArrayList<>();
        for (SensorNow sensor : sensors) {
            for (int stage = 1; stage <= STAGES; stage++) {
                int wanted = stage;
                long count = sensor.open().stream()
                        .filter(each -> each.stage() == wanted)
                        .count();
                open.add(MultiGauge.Row.of(tags(sensor).and("stage", String.valueOf(stage)), count));
            }
        }
        events.register(open, true);
    }

    private Tags tags(SensorNow sensor) {
        return Tags.of("gateway", gateway, "sensor", sensor.last().sensor().text());
    }
}
