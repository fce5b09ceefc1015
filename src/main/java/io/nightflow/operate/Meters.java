package io.nightflow.operate;

import java.util.List;

/** The meters that are asked, as operators see them. */
public interface Meters {
    /**
     * How a unit answers since the start.
     *
     * @param bus that it hangs on.
     * @param address there.
     * @param sensor whose values it gives.
     * @param profile of its kind.
     * @param asked questions.
     * @param answered with an answer that was believed.
     * @param unanswered after which nothing came in time.
     * @param late answers that came after their time.
     * @param damaged after which only what is damaged or of another unit came.
     * @param refused looks of which it would not answer all.
     * @param refusal what the last look was refused, in words; empty for nothing.
     * @param silentSeconds since it last said a value, or the start; 0 where it says them.
     */
    record UnitStatus(
            String bus,
            String address,
            String sensor,
            String profile,
            long asked,
            long answered,
            long unanswered,
            long late,
            long damaged,
            long refused,
            String refusal,
            long silentSeconds) {}

    /** All of them. */
    List<UnitStatus> units();

    /** Buses that the list of sensors names and that no route asks. */
    List<String> unasked();
}
