package io.nightflow.detect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Finding;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reading;
import java.util.List;
import java.util.Optional;

/**
 * Judges the readings of one transaction; what it says must depend on its arguments only, for a transaction may run twice.
 *
 * @param <S> what is remembered of a sensor; changed by each reading.
 */
public interface Judge<S> {
    /**
     * What is stored of one reading.
     *
     * @param flow what detection says of the flow.
     * @param pressure what detection says of the pressure.
     * @param row the result row as it is staged.
     * @param alerts events that began or ended.
     * @param kept to be kept for late readings, where an hour began.
     */
    record Judged(Finding flow, Finding pressure, String row, List<Alert> alerts, Optional<Kept> kept) {}

    /** What was remembered before a reading, and how the profiles were before they learnt the hour that it ended. */
    record Kept(Minute minute, byte[] memory, byte[] before) {}

    /** From the disk; empty arrays for a sensor that was never judged. */
    S remember(byte[] memory, byte[] profiles);

    /** The newest minute that was judged. */
    Optional<Minute> last(S state);

    /** Judges a reading that is newer than the last one. */
    Judged judge(Reading reading, S state, SensorFacts facts);

    /** Judges a reading that is older than all that is kept, by itself. */
    Judged judgeAlone(Reading reading, SensorFacts facts);

    /** Takes back, from the newest to the oldest of these, what the profiles learnt, then goes back to the oldest. */
    void rewind(S state, List<Kept> newestFirst);

    /** For the disk. */
    byte[] memory(S state);

    /** For the disk. */
    byte[] profiles(S state);

    /** For the disk; empty where they did not change since they were read or taken. */
    Optional<byte[]> takeChangedProfiles(S state);
}
