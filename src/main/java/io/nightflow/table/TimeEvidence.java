package io.nightflow.table;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the times of a whole file say of their form: the order of day and month, the direction, changes of the clock. */
final class TimeEvidence {
    private static final int STEPS_MAX = 1_000;

    private final ZoneId zone;
    private final Order dayFirst = new Order();
    private final Order monthFirst = new Order();
    private boolean open;
    private @Nullable LocalDateTime first;
    private @Nullable LocalDateTime last;

    TimeEvidence(ZoneId zone) {
        this.zone = zone;
    }

    /** One way to read them. */
    private static final class Order {
        private long impossible;
        private long forward;
        private long back;
        private final Set<Duration> steps = new HashSet<>();
        private @Nullable LocalDateTime last;
        private @Nullable String leftOut;

        void look(TimeText text, boolean day) {
            Optional<LocalDateTime> time = TimeForm.local(text, day);
            if (time.isEmpty()) {
                impossible++;
                return;
            }
            if (last != null) {
                forward += time.get().isAfter(last) ? 1 : 0;
                back += time.get().isBefore(last) ? 1 : 0;
                if (steps.size() < STEPS_MAX) {
                    steps.add(Duration.between(last, time.get()).abs());
                }
            }
            last = time.get();
        }

        void lookForGap(TimeText text, boolean day, ZoneId zone) {
            Optional<LocalDateTime> time = TimeForm.local(text, day);
            if (leftOut == null && time.isPresent() && TimeForm.isLeftOut(time.get(), zone)) {
                leftOut = time.get().toString();
            }
        }

        /** How often time turns, whichever way it goes. */
        long turns() {
            return Math.min(forward, back);
        }
    }

    void look(TimeText text) {
        if (text.shape() == TimeText.Shape.EPOCH) {
            return;
        }
        open |= text.shape() == TimeText.Shape.DAY_OR_MONTH && text.first() != text.second();
        dayFirst.look(text, true);
        monthFirst.look(text, false);
        if (text.offset() == null) {
            dayFirst.lookForGap(text, true, zone);
            monthFirst.lookForGap(text, false, zone);
        }
        Optional<LocalDateTime> time = TimeForm.local(text, dayFirst.impossible <= monthFirst.impossible);
        first = first == null ? time.orElse(null) : first;
        last = time.orElse(last);
    }

    /** Whether the day comes first; empty where either order is possible. */
    Optional<Boolean> isDayFirst() {
        if (!open || dayFirst.impossible != monthFirst.impossible) {
            return Optional.of(dayFirst.impossible <= monthFirst.impossible);
        }
        if (dayFirst.turns() != monthFirst.turns()) {
            return Optional.of(dayFirst.turns() < monthFirst.turns());
        }
        // read in the wrong order, days are months apart
        return dayFirst.steps.size() == monthFirst.steps.size()
                ? Optional.empty()
                : Optional.of(dayFirst.steps.size() < monthFirst.steps.size());
    }

    /** By its ends: between them several sensors may go their own ways. */
    boolean isNewestFirst() {
        return first != null && last != null && last.isBefore(first);
    }

    /** A time that the zone's clocks never show; empty where all are shown. */
    Optional<String> leftOut(boolean byDayFirst) {
        return Optional.ofNullable(byDayFirst ? dayFirst.leftOut : monthFirst.leftOut);
    }
}
