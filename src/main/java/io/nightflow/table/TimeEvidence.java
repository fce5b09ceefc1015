package io.nightflow.table;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the times of a whole file say of their form: the order of day and month, the direction, changes of the clock. */
final class TimeEvidence {
    private static final int STEPS_MAX = 1_000;
    private static final int FAR = 100;

    private final ZoneId zone;
    private final Map<DateOrder, Order> orders = new EnumMap<>(DateOrder.class);
    private boolean open;
    private @Nullable LocalDateTime first;
    private @Nullable LocalDateTime last;

    TimeEvidence(ZoneId zone) {
        this.zone = zone;
        for (DateOrder each : DateOrder.values()) {
            orders.put(each, new Order(each));
        }
    }

    /** One way to read them. */
    private static final class Order {
        private final DateOrder order;
        private long impossible;
        private long forward;
        private long back;
        private final Set<Duration> steps = new HashSet<>();
        private @Nullable LocalDateTime now; // null where the last text is no time in this order
        private @Nullable LocalDateTime last;
        private @Nullable String leftOut;

        Order(DateOrder order) {
            this.order = order;
        }

        /** Looks at a time that is read so. */
        void look(TimeText text, ZoneId zone) {
            Optional<LocalDateTime> time = TimeForm.local(text, order);
            now = time.orElse(null);
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
            if (leftOut == null && text.offset() == null && TimeForm.isLeftOut(time.get(), zone)) {
                leftOut = time.get().toString();
            }
        }

        /** The longest step, in seconds. */
        long longest() {
            return steps.stream().mapToLong(Duration::toSeconds).max().orElse(0);
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
        Order best = order(DateOrder.values()[0]);
        LocalDateTime any = null;
        for (Order order : orders.values()) {
            order.look(text, zone);
            open |= any != null && order.now != null && !any.equals(order.now);
            any = order.now == null ? any : order.now;
            best = order.impossible < best.impossible ? order : best;
        }
        first = first == null ? best.now : first;
        last = best.now == null ? last : best.now;
    }

    private List<DateOrder> leastImpossible() {
        return least(List.of(DateOrder.values()), order -> order.impossible);
    }

    private List<DateOrder> least(List<DateOrder> among, ToLongFunction<Order> what) {
        long least = among.stream()
                .mapToLong(each -> what.applyAsLong(order(each)))
                .min()
                .orElse(0);
        return among.stream()
                .filter(each -> what.applyAsLong(order(each)) == least)
                .toList();
    }

    private Order order(DateOrder each) {
        return Objects.requireNonNull(orders.get(each));
    }

    /** Which part comes first; empty where more than one order is possible. */
    Optional<DateOrder> order() {
        List<DateOrder> possible = leastImpossible();
        if (!open) {
            return Optional.of(possible.get(0));
        }
        possible = least(possible, Order::turns);
        possible = least(possible, order -> order.steps.size()); // in the wrong order, days are months or years apart
        long shortest =
                possible.stream().mapToLong(each -> order(each).longest()).min().orElse(0);
        possible = possible.stream()
                .filter(each ->
                        order(each).longest() <= shortest * FAR) // a row a year, where another order has one a day
                .toList();
        return possible.size() == 1 ? Optional.of(possible.get(0)) : Optional.empty();
    }

    /** By its ends: between them several sensors may go their own ways. */
    boolean isNewestFirst() {
        return first != null && last != null && last.isBefore(first);
    }

    /** A time that the zone's clocks never show; empty where all are shown. */
    Optional<String> leftOut(DateOrder by) {
        return Optional.ofNullable(order(by).leftOut);
    }
}
