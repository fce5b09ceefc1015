package io.nightflow.fleet;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.SensorId;
import io.nightflow.store.OpenEvents;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fleet at one moment, as its page and other programs read it: gateways and leaks, the worst first. */
public final class FleetView {
    private static final int HOURS_A_DAY = 24;
    /** How a gateway can be, the worst first. */
    static final List<String> STATES = List.of("gone", "late", "troubled", "well");

    private static final int TROUBLED = 2;

    /**
     * A gateway.
     *
     * @param state gone (its last will was told), late (not heard for three minutes), troubled (by its own word), well.
     * @param age seconds since it was heard.
     * @param rollout the version of what was rolled out to it last and stayed; installed where none has.
     * @param waiting rows that wait there.
     * @param lines the last warnings of its log.
     * @param open events that go on there.
     */
    public record GatewayRow(
            String id,
            String label,
            String site,
            String state,
            long age,
            String version,
            String rollout,
            String models,
            String sensors,
            long waiting,
            List<String> troubles,
            List<String> lines,
            long open) {}

    /**
     * An event that goes on.
     *
     * @param gateway empty for what is judged in the middle.
     * @param since epoch seconds.
     * @param value m3/h or bar, null where there is none.
     * @param volume m3 over the usual.
     * @param perDay m3 a day over the usual.
     */
    public record EventRow(
            String site,
            String sensor,
            String label,
            String gateway,
            String event,
            long since,
            String quantity,
            @Nullable Double value,
            @Nullable Double expected,
            @Nullable Double volume,
            double perDay) {}

    /**
     * All of it.
     *
     * @param rows stored since the start of this worker.
     * @param late gateways that are late or gone.
     * @param perDay what the leaks lose, m3 a day.
     */
    public record Now(
            String at,
            List<String> troubles,
            long rows,
            long late,
            double perDay,
            List<GatewayRow> gateways,
            List<EventRow> leaks,
            List<EventRow> events,
            List<RolloutRow> rollouts) {}

    private final FleetSites sites;
    private final GatewayBook book;
    private final FleetWorker worker;
    private final InstantSource clock;

    /** Of a worker. */
    public FleetView(FleetSites sites, GatewayBook book, FleetWorker worker, InstantSource clock) {
        this.sites = sites;
        this.book = book;
        this.worker = worker;
        this.clock = clock;
    }

    /** How it stands. */
    public Now now() {
        long now = clock.instant().getEpochSecond();
        List<EventRow> events = new ArrayList<>();
        sites.all().forEach(site -> events.addAll(events(site)));
        List<EventRow> leaks = events.stream()
                .filter(event -> event.event().equals(EventKind.LEAK.words()))
                .sorted(Comparator.comparingDouble(EventRow::perDay).reversed())
                .toList();
        List<GatewayRow> gateways = gateways(now, events);
        return new Now(
                clock.instant().toString(),
                worker.troubles(),
                worker.rows(),
                gateways.stream().filter(each -> rank(each) < TROUBLED).count(),
                leaks.stream().mapToDouble(EventRow::perDay).sum(),
                gateways,
                leaks,
                events,
                sites.all().stream()
                        .flatMap(site -> RolloutRow.of(site).stream())
                        .toList());
    }

    private List<GatewayRow> gateways(long now, List<EventRow> events) {
        Map<String, Long> open =
                events.stream().collect(Collectors.groupingBy(EventRow::gateway, Collectors.counting()));
        return book.all().stream()
                .map(each -> new GatewayRow(
                        each.name(),
                        sites.label(each.name()),
                        sites.of(each.name()).name(),
                        state(each, now),
                        now - each.heardAt(),
                        each.fact("version"),
                        each.fact("rollout"),
                        each.fact("models"),
                        each.fact("sensors"),
                        each.waiting("results") + each.waiting("alerts"),
                        each.troubles(),
                        each.lines(),
                        open.getOrDefault(each.name(), 0L)))
                .sorted(Comparator.comparingInt(FleetView::rank)
                        .thenComparing(
                                Comparator.comparingLong(GatewayRow::open).reversed())
                        .thenComparing(GatewayRow::id))
                .toList();
    }

    private static String state(GatewayBook.Known gateway, long now) {
        if (!gateway.state().online()) {
            return "gone";
        }
        return gateway.isLate(now)
                ? "late"
                : gateway.fact("well").equals("0") || !gateway.troubles().isEmpty() ? "troubled" : "well";
    }

    private static int rank(GatewayRow row) {
        return STATES.indexOf(row.state());
    }

    private List<EventRow> events(FleetSite site) {
        OpenEvents store = new OpenEvents(site.database());
        Map<String, OpenEvents.Whose> owners = store.owners();
        return store.open().stream()
                .map(alert -> {
                    Optional<OpenEvents.Whose> whose =
                            Optional.ofNullable(owners.get(alert.sensor().text()));
                    return new EventRow(
                            site.name(),
                            alert.sensor().text(),
                            label(site, alert.sensor(), whose),
                            whose.map(OpenEvents.Whose::gateway).orElse(""),
                            alert.event().words(),
                            alert.minute().epochSecond(),
                            alert.quantity().word(),
                            finite(alert.value()),
                            finite(alert.expected()),
                            finite(alert.volume()),
                            perDay(alert));
                })
                .toList();
    }

    private String label(FleetSite site, SensorId sensor, Optional<OpenEvents.Whose> whose) {
        String label = site.points().label(sensor);
        return label.equals(sensor.text())
                ? whose.map(each -> sites.label(each.gateway()) + " · " + each.ownName())
                        .orElse(label)
                : label;
    }

    /** m3 a day over the usual; 0 where it is not a flow. */
    private static double perDay(Alert alert) {
        double over = (alert.value() - alert.expected()) * HOURS_A_DAY;
        return Double.isFinite(over) && alert.quantity() == io.nightflow.reading.Quantity.FLOW ? Math.max(0, over) : 0;
    }

    /** JSON has no number that is none. */
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
