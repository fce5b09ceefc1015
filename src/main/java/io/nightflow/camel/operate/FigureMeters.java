package io.nightflow.camel.operate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.nightflow.operate.Figure;
import io.nightflow.operate.FigureGroup;
import java.util.List;
import java.util.Locale;

/**
 * The numbers of stations as metrics: {@code nightflow_staging_rows{name="results"}} is a gauge, {@code
 * nightflow_line_bytes_received_total} a counter since the start; what takes time is seconds.
 */
public final class FigureMeters {
    private static final double MILLIS = 1_000;
    private static final double DAY_SECONDS = 86_400;

    private FigureMeters() {}

    /** Registers those that are not there yet. */
    public static void register(MeterRegistry registry, String gateway, List<FigureGroup> stations) {
        for (FigureGroup station : stations) {
            for (Figure figure : station.figures()) {
                String name = name(station, figure);
                boolean isNew = registry.find(name).tag("name", station.name()).meter() == null;
                if (isNew && counts(figure.read())) {
                    register(registry, name, Tags.of("gateway", gateway, "name", station.name()), figure);
                }
            }
        }
    }

    private static void register(MeterRegistry registry, String name, Tags tags, Figure figure) {
        if (figure.isTotal()) {
            FunctionCounter.builder(name, figure, each -> number(each).doubleValue())
                    .description(figure.description())
                    .tags(tags)
                    .register(registry);
        } else {
            Gauge.builder(name, () -> number(figure))
                    .description(figure.description())
                    .tags(tags)
                    .strongReference(true)
                    .register(registry);
        }
    }

    private static boolean counts(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    /** The name of a figure's metric, with its unit at the end. */
    public static String name(FigureGroup station, Figure figure) {
        String words = figure.name().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        String unit = figure.unit().replaceFirst("milliseconds|days", "seconds");
        words = words.replace("days_", "");
        boolean told = unit.isEmpty() || words.contains(unit);
        return "nightflow_" + station.kind() + "_" + words + (told ? "" : "_" + unit)
                + (figure.isTotal() ? "_total" : "");
    }

    /** What is a time is seconds; -1 is a time that is not known. */
    private static Number inSeconds(String unit, Number number) {
        return switch (unit) {
            case "milliseconds" -> number.doubleValue() / MILLIS;
            case "days" -> number.doubleValue() < 0 ? Double.NaN : number.doubleValue() * DAY_SECONDS;
            default -> number;
        };
    }

    private static Number number(Figure figure) {
        Object value = figure.read();
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof Number number) {
            return inSeconds(figure.unit(), number);
        }
        return Double.NaN; // it cannot be told now
    }
}
