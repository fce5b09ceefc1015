package io.nightflow.camel.collect;

import io.nightflow.camel.meters.MetersConstants;
import io.nightflow.camel.serial.SerialConstants;
import io.nightflow.collect.CollectReadings;
import io.nightflow.collect.CollectReadings.Arrival;
import io.nightflow.reading.Measured;
import io.nightflow.reading.MeterSample;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** The bean {@code collect-readings} of route files: body in, the readings on the disk, the answers to the meter out. */
public final class CollectSteps {
    private final CollectReadings collect;

    /** Over the use case. */
    public CollectSteps(CollectReadings collect) {
        this.collect = collect;
    }

    /**
     * Commits the readings of lines of Nightflow Link, or readings of a table as they are.
     *
     * @return bodies of the lines to answer with; empty where no reading was numbered.
     */
    public List<String> fromLine(
            @Body Object bodies,
            @Header(SerialConstants.PORT) @Nullable String port,
            @Header(SerialConstants.ARRIVED) @Nullable Long arrived) {
        if (bodies instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Measured) {
            return collect.takeReadings(list.stream().map(Measured.class::cast).toList())
                    .answers();
        }
        return collect.take(lines(bodies), arrival(port, arrived)).answers();
    }

    /** Commits the minutes that are complete with what meters have said that were asked. */
    public void fromMeters(@Body List<MeterSample> samples, @Header(MetersConstants.NANOS) @Nullable Long nanos) {
        collect.takeSamples(samples, nanos == null ? System.nanoTime() : nanos);
    }

    /** Commits the readings of lines that have no check value; nothing is answered. */
    public void fromText(
            @Body Object lines,
            @Header("legacyPattern") String pattern,
            @Header("legacySensor") @Nullable String sensor,
            @Header("legacyZone") @Nullable String zone,
            @Header(SerialConstants.PORT) @Nullable String port,
            @Header(SerialConstants.ARRIVED) @Nullable Long arrived) {
        collect.takeText(
                lines(lines), pattern, sensor == null ? "" : sensor, zone == null ? "" : zone, arrival(port, arrived));
    }

    /** A line that did not wait for others is a body by itself; Camel would part it at its commas. */
    private static List<String> lines(Object body) {
        return body instanceof List<?> many
                ? many.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(body));
    }

    private static Arrival arrival(@Nullable String port, @Nullable Long arrived) {
        Duration ago = arrived == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - arrived);
        return new Arrival(port == null ? "" : port, ago);
    }
}
