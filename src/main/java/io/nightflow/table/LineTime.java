package io.nightflow.table;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time of a single line, which must be plain by itself: no other line says whether its day or its month comes first. */
public final class LineTime {
    private LineTime() {}

    /**
     * The instant; empty where it is none, or may be read in two ways.
     *
     * @param zone of times without an offset; null where those are not to be taken.
     */
    public static Optional<Instant> of(String text, @Nullable ZoneId zone) {
        Optional<TimeText> time = TimeText.of(text)
                .filter(TimeText::hasClock)
                .filter(each -> zone != null || each.offset() != null || each.shape() == TimeText.Shape.EPOCH);
        return time.flatMap(each -> instant(each, zone == null ? ZoneOffset.UTC : zone));
    }

    private static Optional<Instant> instant(TimeText time, ZoneId zone) {
        List<Instant> possible = Arrays.stream(DateOrder.values())
                .flatMap(order -> new TimeForm(order, zone, false).instant(time, Instant.EPOCH).stream())
                .distinct()
                .toList();
        return possible.size() == 1 ? Optional.of(possible.get(0)) : Optional.empty();
    }
}
