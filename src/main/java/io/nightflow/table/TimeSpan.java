package io.nightflow.table;

import io.nightflow.table.TableForm.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The earliest and the latest time in either order of day and month, and the steps between rows. */
final class TimeSpan {
    private static final int STEPS_MAX = 10_000;
    private static final int STEPS_MIN = 3;
    private static final double REGULAR = 0.95;
    private static final long MINUTE = 60;
    private final Map<DateOrder, OfOrder> orders = new EnumMap<>(DateOrder.class);
    private static final double POOLED = 0.2;
    private static final int SENSORS_MAX = 1_000;
    private static final long JITTER = 10;
    private static final long LEAP = 20 * 86_400;
    private long rows;
    private long datesAlone;

    TimeSpan() {
        for (DateOrder each : DateOrder.values()) {
            orders.put(each, new OfOrder(each));
        }
    }

    void look(TimeText text, String sensor) {
        rows++;
        datesAlone += text.hasClock() ? 0 : 1;
        orders.values().forEach(order -> order.look(text, sensor));
    }

    private long same() {
        return orders.values().stream()
                .filter(order -> order.first != null)
                .mapToLong(order -> order.same)
                .min()
                .orElse(0);
    }

    private OfOrder of(DateOrder order) {
        return Objects.requireNonNull(orders.get(order));
    }

    /** Whether rows have dates only, and several the same. */
    boolean hasDatesAlone() {
        return datesAlone == rows && same() > 0;
    }

    /** Whether many rows have the time of the row before. */
    boolean isPooled() {
        return same() > POOLED * rows;
    }

    Span of(TimeForm form) throws UnreadableTableException {
        OfOrder order = of(form.order());
        Optional<Instant> first = order.first(form);
        Optional<Instant> last = order.last(form);
        if (first.isEmpty() || last.isEmpty()) {
            throw new UnreadableTableException("has no row with a time that exists");
        }
        return new Span(rows, first.get(), last.get(), Duration.ofSeconds(order.step()), order.isRegular());
    }

    /** Whether dates by numbers leap by weeks and back again, as no order of day and month of all of them does. */
    boolean hasLeaps(DateOrder by) {
        OfOrder order = of(by);
        return order.leapsOn > 0 && order.leapsBack > 0;
    }

    private static final class OfOrder {
        private final DateOrder order;
        private final Map<Long, Long> steps = new HashMap<>();
        private @Nullable TimeText first;
        private @Nullable TimeText last;
        private long firstSecond = Long.MAX_VALUE;
        private long lastSecond = Long.MIN_VALUE;
        private final Map<String, Long> before = new HashMap<>();
        private long same;
        private long leapsOn;
        private long leapsBack;

        OfOrder(DateOrder order) {
            this.order = order;
        }

        void look(TimeText text, String sensor) {
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
            Long former = before.size() < SENSORS_MAX ? before.put(sensor, second) : before.replace(sensor, second);
            if (former != null) {
                same += former == second ? 1 : 0;
                if (text.shape() == TimeText.Shape.DAY_OR_MONTH || text.shape() == TimeText.Shape.SHORT) {
                    leapsOn += second - former > LEAP ? 1 : 0;
                    leapsBack += former - second > LEAP ? 1 : 0;
                }
                step(Math.abs(second - former));
            }
        }

        /** What strays a few seconds from whole minutes is taken for those. */
        private void step(long seconds) {
            long nearest = Math.round(seconds / (double) MINUTE) * MINUTE;
            long step = seconds > MINUTE && Math.abs(seconds - nearest) <= JITTER ? nearest : seconds;
            if (step > 0 && (steps.size() < STEPS_MAX || steps.containsKey(step))) {
                steps.merge(step, 1L, Long::sum);
            }
        }

        private long second(TimeText text) {
            if (text.shape() == TimeText.Shape.EPOCH) {
                return (long) text.epoch();
            }
            Integer offset = text.offset();
            return TimeForm.local(text, order)
                    .map(time -> time.toEpochSecond(ZoneOffset.UTC) - (offset == null ? 0 : offset))
                    .orElse(Long.MIN_VALUE);
        }

        /** The step from one time to the next, where nearly all are this one or leave some out; else a minute. */
        long step() {
            long usual = usual();
            return usual > MINUTE && !isRegular() ? MINUTE : usual;
        }

        private long usual() {
            return steps.entrySet().stream()
                    .max(Map.Entry.<Long, Long>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .map(Map.Entry::getKey)
                    .orElse(0L);
        }

        boolean isRegular() {
            long usual = usual();
            long all = steps.values().stream().mapToLong(Long::longValue).sum();
            long regular = steps.entrySet().stream()
                    .filter(each -> usual > 0 && each.getKey() % usual == 0)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            return all >= STEPS_MIN && regular >= REGULAR * all;
        }

        Optional<Instant> first(TimeForm form) {
            return Optional.ofNullable(first).flatMap(text -> form.instant(text, Instant.EPOCH));
        }

        Optional<Instant> last(TimeForm form) {
            return Optional.ofNullable(last).flatMap(text -> form.instant(text, Instant.EPOCH));
        }
    }
}
