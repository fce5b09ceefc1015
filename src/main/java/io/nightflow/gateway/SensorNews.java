package io.nightflow.gateway;

import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.store.ReadingStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at the start whose readings are taken as they come: a missing list turns litres a second into m3 an hour. */
public final class SensorNews {
    private static final Logger LOG = LoggerFactory.getLogger(SensorNews.class);
    private static final int NAMES_MAX = 10;

    private SensorNews() {}

    /** How many are listed, or what holds where none is. */
    public static String words(MeteringPoints points, Settings settings) {
        Path file = settings.path(Key.SENSORS_FILE);
        int listed = points.sensors().size();
        int zones = points.zones().size();
        return listed > 0
                ? "ok, " + listed + " listed" + (zones == 0 ? "" : ", and " + zones + (zones == 1 ? " zone" : " zones"))
                : "none listed" + (Files.exists(file) ? " in " + file : ": " + file + " is not there")
                        + ". All readings are taken as m3/h and bar";
    }

    /** Tells what is missing. */
    static void tell(MeteringPoints points, Settings settings, ReadingStore readings) {
        Path file = settings.path(Key.SENSORS_FILE);
        if (!Files.exists(file)) {
            LOG.warn("the list of sensors {} is not there: all readings are taken as m3/h and bar", file);
        }
        List<SensorId> unlisted = points.sensors().isEmpty() ? List.of() : readings.heardUnlisted();
        if (!unlisted.isEmpty()) {
            String names =
                    unlisted.stream().limit(NAMES_MAX).map(SensorId::text).collect(Collectors.joining(", "));
            LOG.warn(
                    "{} sensors were heard that {} does not list, their readings are taken as m3/h and bar: {}",
                    unlisted.size(),
                    file,
                    unlisted.size() > NAMES_MAX ? names + ", .." : names);
        }
    }
}
