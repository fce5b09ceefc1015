package io.nightflow.camel.operate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nightflow.operate.Figure;
import io.nightflow.operate.FigureGroup;
import java.util.List;
import java.util.Locale;

/** The numbers of stations as gauges: {@code nightflow_staging_rows{name="results"}}. */
public final class FigureMeters {
    private FigureMeters() {}

    /** Registers those that are not there yet. */
    public static void register(MeterRegistry registry, List<FigureGroup> stations) {
        for (FigureGroup station : stations) {
            for (Figure figure : station.figures()) {
                String name = name(station, figure);
                boolean isNew = registry.find(name).tag("name", station.name()).gauge() == null;
                if (isNew && counts(figure.read())) {
                    Gauge.builder(name, () -> number(figure.read()))
                            .description(figure.description())
                            .tag("name", station.name())
                            .strongReference(true)
                            .register(registry);
                }
            }
        }
    }

    private static boolean counts(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    /** The name of a figure's metric, with its unit at the end. */
    public static String name(FigureGroup station, Figure figure) {
        String words = figure.name().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        boolean told = figure.unit().isEmpty() || words.contains(figure.unit());
        return "nightflow_" + station.kind() + "_" + words + (told ? "" : "_" + figure.unit());
    }

    private static Number number(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return value instanceof Number number ? number : Double.NaN; // it cannot be told now
    }
}
