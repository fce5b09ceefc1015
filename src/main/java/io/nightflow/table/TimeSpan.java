package io.nightflow.table;

import io.nightflow.table.TableForm.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The earliest and the latest time in either order of day and month, and the steps between rows. */
final class TimeSpan {
    private static final int STEPS_MAX = 10_000;
    private static final int STEPS_MIN = 3;
    private static final double REGULAR = 0.95;
    private static final long MINUTE = 60;
    private final OfOrder dayFirst = new OfOrder(true);
    private final OfOrder monthFirst = new OfOrder(false);
    private long rows;

    void look(TimeText text) {
        rows++;
        dayFirst.look(text);
        monthFirst.look(text);
    }

    Span of(TimeForm form) throws UnreadableTableException {
        OfOrder order = form.dayFirst() ? dayFirst : monthFirst;
        Optional<Instant> first = order.first(form);
        Optional<Instant> last = order.last(form);
        if (first.isEmpty() || last.isEmpty()) {
            throw new UnreadableTableException("has no row with a time that exists");
        }
        return new Span(rows, first.get(), last.get(), Duration.ofSeconds(order.step()));
    }

    private static final class OfOrder {
        private final boolean dayFirst;
        private final Map<Long, Long> steps = new HashMap<>();
        private @Nullable TimeText first;
        private @Nullable TimeText last;
        private long firstSecond = Long.MAX_VALUE;
        private long lastSecond = Long.MIN_VALUE;
        private long before = Long.MIN_VALUE;

        OfOrder(boolean dayFirst) {
            this.dayFirst = dayFirst;
        }

        void look(TimeText text) {
            long second = second(text);
            if (second == Long.MIN_VALUE) {
                return;
            }
            if (second < firstSecond) {
                firstSecond = second;
                first = text;
            }
            if (second > lastSecond) {
                lastSecond = second;
                last = text;
            }
            if (before != Long.MIN_VALUE && second != before && steps.size() < STEPS_MAX) {
                steps.merge(Math.abs(second - before), 1L, Long::sum);
            }
            before = second;
        }

        private long second(TimeText text) {
            if (text.shape() == TimeText.Shape.EPOCH) {
                return (long) text.epoch();
            }
            Integer offset = text.offset();
            return TimeForm.local(text, dayFirst)
                    .map(time -> time.toEpochSecond(ZoneOffset.UTC) - (offset == null ? 0 : offset))
                    .orElse(Long.MIN_VALUE);
        }

        /** The step from one time to the next, where nearly all are this one or leave some out; else a minute. */
        long step() {
            long usual = steps.entrySet().stream()
                    .max(Map.Entry.<Long, Long>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .map(Map.Entry::getKey)
                    .orElse(0L);
            long all = steps.values().stream().mapToLong(Long::longValue).sum();
            long regular = steps.entrySet().stream()
                    .filter(each -> usual > 0 && each.getKey() % usual == 0)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            return usual > MINUTE && (all < STEPS_MIN || regular < REGULAR * all) ? MINUTE : usual;
        }

        Optional<Instant> first(TimeForm form) {
            return Optional.ofNullable(first).flatMap(text -> form.instant(text, Instant.EPOCH));
        }

        Optional<Instant> last(TimeForm form) {
            return Optional.ofNullable(last).flatMap(text -> form.instant(text, Instant.EPOCH));
        }
    }
}
