package io.nightflow.operate;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import io.nightflow.store.AlertStore;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Raises an alert when the disk is nearly full, and another when there is room again. */
public final class DiskAlerts {
    private static final SensorId DISK = new SensorId("disk");
    private static final double AGAIN = 1.25;
    private static final long MEBIBYTE = 1_048_576;

    private final AlertStore store;
    private final long freeMin;
    private final InstantSource clock;
    private @Nullable Boolean open; // not asked yet

    /** Into this store, below so many free bytes. */
    public DiskAlerts(AlertStore store, long freeMin, InstantSource clock) {
        this.store = store;
        this.freeMin = freeMin;
        this.clock = clock;
    }

    /** To be called each minute. */
    public void look(long freeBytes) {
        boolean low = freeBytes < freeMin;
        if (!low && freeBytes < freeMin * AGAIN) {
            return; // neither one nor the other: no event begins and ends each minute
        }
        boolean before = open == null ? store.isOpen(DISK, EventKind.DISK_LOW) : open;
        if (low != before) {
            Reason reason = Reason.of(low ? ReasonKind.DISK_LOW : ReasonKind.DISK_AGAIN, freeBytes / MEBIBYTE);
            Minute now = Minute.containing(clock.instant());
            store.add(List.of(Alert.ofSensor(DISK, now, EventKind.DISK_LOW, !low, 1, reason)))
                    .join();
        }
        open = low;
    }
}
