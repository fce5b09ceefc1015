package io.nightflow.operate;

import io.nightflow.store.StoreStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How a gateway stands: what is wrong with which part, and the figures of each. */
public final class OperatorView {
    private final Watched watched;
    private final List<Condition> conditions;
    private final GatewayFigures figures;
    private final Water water;

    /** Of a gateway. */
    public OperatorView(Watched watched) {
        this.watched = watched;
        Supplier<StoreStatus> facts = new Recently<>(() -> StoreStatus.of(watched.database()), System::nanoTime);
        conditions = new Health(watched, facts).conditions();
        water = new Water(new SensorsNow(watched.database(), watched.settings().zone()), watched.points());
        figures = new GatewayFigures(watched, conditions, facts);
    }

    /** The figures of all parts; a port that a route has begun to use is there from the next call on. */
    public List<FigureGroup> figures() {
        return figures.all();
    }

    /** Whether each part is well. */
    public List<Condition> conditions() {
        return conditions;
    }

    /** Whether all ports are open. */
    public boolean areLinesOpen() {
        return conditions.stream()
                .filter(each -> each.part().equals("lines"))
                .allMatch(each -> each.troubles().isEmpty());
    }

    /** Whether models forecast. */
    public boolean areModelsTaken() {
        return !watched.forecasts().get().models().isEmpty();
    }

    /** How it stands now. */
    public Status status() {
        return status(figures.all());
    }

    /** The same with figures that were read. */
    public Status status(List<FigureGroup> all) {
        Instant now = watched.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        return Status.look(
                ProcessHandle.current().pid(), watched.settings().directory(), now, water(now), conditions, all);
    }

    /** What cannot be read now must not take the rest away. */
    private List<Water.Line> water(Instant now) {
        try {
            return water.lines(now);
        } catch (RuntimeException e) {
            return List.of(new Water.Line("the sensors cannot be told now: " + e.getMessage(), Map.of()));
        }
    }
}
