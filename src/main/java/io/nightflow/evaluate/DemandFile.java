package io.nightflow.evaluate;

import io.nightflow.forecast.LocalHours;
import io.nightflow.forecast.SensorSeries;
import io.nightflow.reading.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** A file of hourly demand, {@code timestamp,zone,zone,..}, by the hours of its clock. */
public final class DemandFile {
    private DemandFile() {}

    /**
     * Reads a file.
     *
     * @param unit of the file; means are m3/h.
     * @throws IllegalArgumentException a line cannot be read; the message names it.
     */
    public static List<SensorSeries> read(Path file, ZoneId zone, Unit unit) throws IOException {
        LocalHours local = new LocalHours(zone);
        return HourlyDemand.read(file, zone, unit).stream()
                .map(demand -> series(demand, local))
                .toList();
    }

    /**
     * All series but one, which is taken away from each.
     *
     * @throws IllegalArgumentException there is no such series.
     */
    public static List<SensorSeries> without(List<SensorSeries> all, String name) {
        SensorSeries away = all.stream()
                .filter(series -> series.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("line 1: must name the column " + name));
        return all.stream()
                .filter(series -> !series.name().equals(name))
                .map(series -> less(series, away))
                .toList();
    }

    private static SensorSeries less(SensorSeries series, SensorSeries away) {
        double[] means = series.means().clone();
        for (int hour = 0; hour < means.length; hour++) {
            means[hour] -= away.at(series.first() + hour);
        }
        return new SensorSeries(series.name(), series.first(), means);
    }

    private static SensorSeries series(HourlyDemand demand, LocalHours local) {
        long first = local.of(demand.first());
        long last = local.of(demand.end().plus(-60));
        double[] means = new double[Math.toIntExact(last - first + 1)];
        Arrays.fill(means, Double.NaN);
        for (int hour = 0; hour < demand.flows().length; hour++) {
            means[Math.toIntExact(local.of(demand.first().plus(60L * hour)) - first)] = demand.flows()[hour];
        }
        return new SensorSeries(demand.zone(), first, means);
    }
}
