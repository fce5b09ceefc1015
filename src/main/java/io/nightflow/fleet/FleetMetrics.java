package io.nightflow.fleet;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fleet for Prometheus: sums by site, never a series for each gateway, so that ten thousand gateways are as many series as
 * ten.
 */
final class FleetMetrics {
    private static final List<String> OUTCOMES =
            List.of(Rings.ASKED, Rings.TRIAL, Rings.TAKEN, Rings.REFUSED, Rings.UNDONE);

    private final FleetView.Now now;
    private final StringBuilder text = new StringBuilder();

    private FleetMetrics(FleetView.Now now) {
        this.now = now;
    }

    /** In Prometheus' text format. */
    static String text(FleetView.Now now) {
        FleetMetrics metrics = new FleetMetrics(now);
        metrics.all();
        return metrics.text.toString();
    }

    private void all() {
        head("nightflow_fleet_rows_total", "counter", "Rows stored since the start of this worker.");
        line("nightflow_fleet_rows_total", "", (double) now.rows());
        head("nightflow_fleet_troubles", "gauge", "What is wrong with broker, log or store of this worker.");
        line("nightflow_fleet_troubles", "", now.troubles().size());
        head("nightflow_fleet_gateways", "gauge", "Gateways by how they are.");
        bySite(now.gateways(), FleetView.GatewayRow::site)
                .forEach((site, rows) -> FleetView.STATES.forEach(state ->
                        line("nightflow_fleet_gateways", label("site", site) + "," + label("state", state), (double)
                                rows.stream()
                                        .filter(row -> row.state().equals(state))
                                        .count())));
        head("nightflow_fleet_rows_waiting", "gauge", "Rows that wait at gateways.");
        bySite(now.gateways(), FleetView.GatewayRow::site)
                .forEach((site, rows) -> line(
                        "nightflow_fleet_rows_waiting",
                        label("site", site),
                        rows.stream().mapToDouble(FleetView.GatewayRow::waiting).sum()));
        head("nightflow_fleet_events_open", "gauge", "Events that go on.");
        bySite(now.events(), FleetView.EventRow::site)
                .forEach((site, rows) -> line("nightflow_fleet_events_open", label("site", site), rows.size()));
        head("nightflow_fleet_leakage_m3_per_day", "gauge", "What open leaks lose over the usual, m3 a day.");
        bySite(now.leaks(), FleetView.EventRow::site)
                .forEach((site, rows) -> line(
                        "nightflow_fleet_leakage_m3_per_day",
                        label("site", site),
                        rows.stream().mapToDouble(FleetView.EventRow::perDay).sum()));
        head("nightflow_fleet_rollout_gateways", "gauge", "Gateways by what came of the newest roll-out.");
        bySite(now.rollouts(), RolloutRow::site)
                .forEach((site, rows) -> OUTCOMES.forEach(outcome -> line(
                        "nightflow_fleet_rollout_gateways",
                        label("site", site) + "," + label("outcome", outcome),
                        (double) rows.get(0).gateways().getOrDefault(outcome, 0L))));
    }

    private static <T> Map<String, List<T>> bySite(List<T> rows, Function<T, String> site) {
        return rows.stream().collect(Collectors.groupingBy(site, TreeMap::new, Collectors.toList()));
    }

    private static String label(String name, String value) {
        return name + "=\"" + value + "\""; // names of sites are small letters, digits and -
    }

    private void head(String name, String kind, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
    }

    private void line(String name, String labels, double value) {
        text.append(name).append(labels.isEmpty() ? "" : "{" + labels + "}");
        text.append(' ')
                .append(
                        (value == Math.rint(value)
                                ? Long.toString((long) value)
                                : String.format(Locale.ROOT, "%.3f", value)))
                .append('\n');
    }
}
