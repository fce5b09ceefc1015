package io.nightflow.detect;

import io.nightflow.reading.Minute;
import java.util.List;

/** Where what detection remembers of sensors is kept, as one transaction sees it. */
public interface SensorMemories {
    /**
     * What is remembered of a sensor.
     *
     * @param isNew whether nothing was ever kept of it.
     * @param memory as the judge wrote it; empty for none.
     * @param silentSince the minute since which nothing has come, epoch seconds; 0 where it is heard.
     * @param pause how long nothing has usually come before something came, minutes.
     * @param profiles as the judge wrote them; empty for none.
     */
    record Memory(boolean isNew, byte[] memory, long silentSince, int pause, byte[] profiles) {}

    /** Another number than before where anything but judging has changed what is remembered since. */
    long revision();

    /** What is remembered of a sensor. */
    Memory load(int sensor);

    /** Keeps it; {@code last} is the newest minute that was judged. */
    void save(int sensor, boolean isNew, byte[] memory, Minute last, long silentSince, int pause);

    /** Keeps what is usual at each hour of the week. */
    void saveProfiles(int sensor, byte[] profiles);

    /** Keeps what was remembered before an hour; older ones go but for the newest that is not after {@code oldest}. */
    void keep(int sensor, Judge.Kept kept, Minute oldest);

    /**
     * What is kept from the newest on that is not after a minute, or from the first on where that lies no later than
     * {@code firstBefore}; the newest first.
     */
    List<Judge.Kept> keptSince(int sensor, Minute minute, Minute firstBefore);

    /** Forgets what is kept from a second on. */
    void forgetKept(int sensor, long fromSecond);
}
