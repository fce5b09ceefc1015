package io.nightflow.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Time stamps of a file in the order of its lines: epoch seconds, ISO with an offset, or ISO in local time (a
 * date alone is its midnight). An hour that
 * the autumn change shows twice is the earlier one the first time and the later one once time would run backwards.
 */
public final class TimeStamps {
    private static final int DATE_LENGTH = 10;

    private final ZoneId zone;
    private final boolean onePerTime;
    private @Nullable Instant last;

    /** {@code onePerTime}: each time stands on one line only. */
    public TimeStamps(ZoneId zone, boolean onePerTime) {
        this.zone = zone;
        this.onePerTime = onePerTime;
    }

    /** The instant, or empty where the text is no time or names one that the spring change leaves out. */
    public Optional<Instant> read(String text) {
        Optional<Instant> instant = text.matches("[0-9]{9,11}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
                : text.length() == DATE_LENGTH ? iso(text + "T00:00") : iso(text.replace(' ', 'T'));
        instant.ifPresent(read -> last = read);
        return instant;
    }

    private Optional<Instant> iso(String text) {
        try {
            if (text.matches(".*(Z|[+-][0-9]{2}:?[0-9]{2})")) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            return local(LocalDateTime.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<Instant> local(LocalDateTime time) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.isEmpty()) {
            return Optional.empty();
        }
        Instant earlier = time.toInstant(offsets.get(0));
        boolean second = offsets.size() > 1 && isSecondTime(earlier);
        return Optional.of(second ? time.toInstant(offsets.get(1)) : earlier);
    }

    /** In a file with a line a sensor the same time stands on several lines in a row: those are one time. */
    private boolean isSecondTime(Instant earlier) {
        Instant before = last;
        return before != null && (onePerTime ? !earlier.isAfter(before) : earlier.isBefore(before));
    }
}
