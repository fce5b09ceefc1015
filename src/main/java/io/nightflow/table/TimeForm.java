package io.nightflow.table;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * How the times of a file are to be read.
 *
 * @param order of dates by numbers alone.
 * @param zone of those without an offset.
 * @param newestFirst whether the file goes back in time: an hour that the autumn change shows twice is the later one first.
 */
record TimeForm(DateOrder order, ZoneId zone, boolean newestFirst) {
    private static final int CENTURY = 2_000;

    /** The local date and time; empty where there is none in this order, or no date at all. */
    static Optional<LocalDateTime> local(TimeText text, DateOrder order) {
        boolean isShort = text.shape() == TimeText.Shape.SHORT;
        boolean yearFirst = text.shape() == TimeText.Shape.YEAR_FIRST || (isShort && order == DateOrder.YEAR_FIRST);
        int year = (isShort ? CENTURY : 0) + (yearFirst ? text.first() : text.third());
        boolean monthFirst = !yearFirst && order == DateOrder.MONTH_FIRST;
        int month = monthFirst ? text.first() : text.second();
        int day = yearFirst ? text.third() : monthFirst ? text.second() : text.first();
        boolean isOther = text.shape() == TimeText.Shape.DAY_OR_MONTH && order == DateOrder.YEAR_FIRST;
        if (isOther || text.shape() == TimeText.Shape.CLOCK || !TimeText.isDate(year, month, day)) {
            return Optional.empty();
        }
        long nanos = Math.round(Math.max(0, text.seconds()) * 1e9);
        return Optional.of(LocalDate.of(year, month, day).atStartOfDay().plusNanos(nanos));
    }

    /** Whether the spring change leaves a local time out. */
    static boolean isLeftOut(LocalDateTime time, ZoneId zone) {
        return zone.getRules().getValidOffsets(time).isEmpty();
    }

    /**
     * The instant; empty where it does not exist.
     *
     * @param before of the row before it of the same sensor, by which an hour that comes twice is told apart; the epoch for none.
     */
    Optional<Instant> instant(TimeText text, Instant before) {
        if (text.shape() == TimeText.Shape.EPOCH) {
            return Optional.of(Instant.ofEpochMilli(Math.round(text.epoch() * 1_000)));
        }
        Optional<LocalDateTime> time = local(text, order);
        Integer offset = text.offset();
        if (time.isPresent() && offset != null) {
            return Optional.of(time.get().toInstant(ZoneOffset.ofTotalSeconds(offset)));
        }
        return time.flatMap(local -> resolved(local, before));
    }

    private Optional<Instant> resolved(LocalDateTime time, Instant before) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.isEmpty()) {
            return Optional.empty();
        }
        Instant earlier = time.toInstant(offsets.get(0));
        if (offsets.size() == 1) {
            return Optional.of(earlier);
        }
        Instant later = time.toInstant(offsets.get(1));
        Instant first = newestFirst ? later : earlier;
        Instant second = newestFirst ? earlier : later;
        if (before.equals(Instant.EPOCH)) {
            return Optional.of(first);
        }
        // time would turn, or stand still: it is the second one
        boolean goesOn = newestFirst ? first.isBefore(before) : first.isAfter(before);
        return Optional.of(goesOn ? first : second);
    }
}
