package io.nightflow.deliver;

import io.nightflow.collect.LineSilence;
import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import io.nightflow.store.AlertStore;
import io.nightflow.store.StandingEvents;
import java.time.InstantSource;

/** Raises an alert when the device takes no row any more, and another when it takes rows again. */
public final class DeviceAlerts {
    private final StandingEvents events;
    private final String name;
    private final String port;
    private final InstantSource clock;
    private int stopped;

    /** Into this store; the name of the line stands for the sensor. */
    public DeviceAlerts(AlertStore store, String name, String port, InstantSource clock) {
        events = new StandingEvents(store, EventKind.DEVICE_FAULT);
        this.name = name;
        this.port = port;
        this.clock = clock;
    }

    /**
     * Tells it, where it is news; a database that cannot be written must not hold up the line. The device has two lanes: it
     * takes rows again once none is stopped.
     *
     * @param reason why it takes nothing; at the end the same, empty for a lane that was not stopped since the start.
     */
    public synchronized void tell(String reason, boolean ended) {
        stopped += ended ? reason.isEmpty() ? 0 : -1 : 1;
        if (ended && stopped > 0) {
            return;
        }
        SensorId sensor = LineSilence.sensor(name, port);
        Reason told =
                ended ? Reason.of(ReasonKind.DEVICE_TAKES, port) : Reason.of(ReasonKind.DEVICE_STOPPED, port, reason);
        Minute now = Minute.containing(clock.instant());
        long minutes = Math.max(1, events.minutes(sensor, now));
        var unused = events.tell(Alert.ofSensor(sensor, now, EventKind.DEVICE_FAULT, ended, minutes, told));
    }
}
