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
import io.nightflow.page.PageApi;
import io.nightflow.settings.UserError;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

    /** A metric: the column it is made from, its name, and what it is. */
    private record Metric(String column, String name, String description) {}

    private static final List<Metric> METRICS = List.of(
            new Metric("flow", "nightflow_sensor_flow_m3_per_hour", "Flow of the newest reading"),
            new Metric("pressure", "nightflow_sensor_pressure_bar", "Pressure of the newest reading"),
            new Metric("age", "nightflow_sensor_reading_age_seconds", "Age of the newest reading"),
            new Metric("nightFlow", "nightflow_sensor_night_flow_m3_per_hour", "Mean flow of the newest night"),
            new Metric("nightUsual", "nightflow_sensor_night_baseline_m3_per_hour", "What was usual for that night"),
            new Metric("leak", "nightflow_sensor_leak_m3_per_day", "Where a leak is told: the flow over the usual"),
            new Metric(
                    "forecastError",
                    "nightflow_sensor_forecast_error_m3_per_hour",
                    "Mean error of the flow's forecasts in 28 days"));

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
        } catch (UserError | RuntimeException e) {
            LOG.debug("metrics of sensors: {}", e.getMessage());
        }
    }

    private void read() throws UserError {
        List<Map<String, Object>> sensors = rows("sensors", Map.of());
        gauges.forEach((metric, gauge) -> gauge.register(
                sensors.stream()
                        .map(row -> MultiGauge.Row.of(sensor(row), number(row.get(metric.column()))))
                        .toList(),
                true));
        List<MultiGauge.Row<?>> open = new ArrayList<>();
        List<Map<String, Object>> going = rows("alerts", Map.of("open", "true"));
        for (Map<String, Object> row : sensors) {
            for (long stage = 1; stage <= STAGES; stage++) {
                long wanted = stage;
                long count = going.stream()
                        .filter(each -> Objects.equals(row.get("id"), each.get("sensor"))
                                && number(each.get("stage")).longValue() == wanted)
                        .count();
                open.add(MultiGauge.Row.of(sensor(row).and("stage", String.valueOf(stage)), count));
            }
        }
        events.register(open, true);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> rows(String name, Map<String, String> asked) throws UserError {
        List<Map<String, Object>> rows =
                (List<Map<String, Object>>) api.get(name, asked, false).json().get("rows");
        return rows == null ? List.of() : rows.stream().limit(SENSORS_MAX).toList();
    }

    private Tags sensor(Map<String, Object> row) {
        return Tags.of("gateway", gateway, "sensor", String.valueOf(row.get("id")));
    }

    private static Number number(@Nullable Object value) {
        return value instanceof Number number ? number : GONE;
    }
}
