package io.nightflow.camel.operate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/** The numbers of stations as gauges: {@code nightflow_staging_rows{name="results"}}. */
public final class StationMeters {
    private StationMeters() {}

    /** Registers those that are not there yet. */
    public static void register(MeterRegistry registry, List<Station> stations) {
        for (Station station : stations) {
            for (Figure figure : station.figures()) {
                String name = name(station, figure);
                Object now = figure.value().get();
                boolean counts = now instanceof Number || now instanceof Boolean;
                if (counts && registry.find(name).tag("name", station.name()).gauge() == null) {
                    Gauge.builder(name, () -> number(figure.value().get()))
                            .description(figure.description())
                            .tag("name", station.name())
                            .strongReference(true)
                            .register(registry);
                }
            }
        }
    }

    /** The name of a figure's metric, with its unit at the end. */
    public static String name(Station station, Figure figure) {
        String words = figure.name().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        boolean told = figure.unit().isEmpty() || words.contains(figure.unit());
        return "nightflow_" + station.kind() + "_" + words + (told ? "" : "_" + figure.unit());
    }

    private static Number number(Object value) {
        return value instanceof Boolean truth ? truth ? 1 : 0 : (Number) value;
    }
}
