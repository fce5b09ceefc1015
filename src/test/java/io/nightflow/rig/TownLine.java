package io.nightflow.rig;

import io.nightflow.reading.Minute;
import io.nightflow.rig.Town.Meter;
import io.nightflow.rig.Town.Way;
import io.nightflow.simulator.VirtualSensor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The town's plain line: each minute what each meter on it shows, without a time, whoever listens. */
final class TownLine {
    private static final double LITRES_A_SECOND = 3.6;
    private static final int SPEAKS_AT = 20; // seconds of the minute

    private final Town town;
    private final FarEnd cable;
    private final List<Minute> heard = new ArrayList<>();
    private Minute spoken;
    private boolean isOpen;

    TownLine(Town town, FarEnd cable) {
        this.town = town;
        this.cable = cable;
        spoken = town.start();
    }

    /** Whether a program has the port open: a port that nobody has open drops what comes, a pseudo-terminal keeps it. */
    synchronized void isOpen(boolean openNow) {
        isOpen = openNow;
    }

    /** The minutes that were sent into an open port. */
    synchronized List<Minute> heard() {
        return List.copyOf(heard);
    }

    synchronized void tick(Instant now) {
        Minute due = Minute.containing(now.minusSeconds(SPEAKS_AT));
        if (spoken.isBefore(due)) {
            spoken = due;
            if (isOpen) {
                heard.add(due);
                town.meters(Way.LINE).forEach(meter -> cable.write(line(meter, due)));
            }
        }
    }

    private static byte[] line(Meter meter, Minute minute) {
        VirtualSensor.Values values = meter.sensor().at(minute);
        return String.format(
                        Locale.ROOT,
                        "%s,%.4f,%.3f\r\n",
                        meter.name(),
                        values.flow() / LITRES_A_SECOND,
                        values.pressure())
                .getBytes(StandardCharsets.US_ASCII);
    }
}
