package io.nightflow;

import io.nightflow.camel.operate.Figure;
import io.nightflow.camel.operate.Operation;
import io.nightflow.camel.operate.Station;
import io.nightflow.camel.serial.SerialComponent;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** The ports that routes use, as operators see them. */
final class LineStations {
    private static final String BYTES = "bytes";
    private static final String SECONDS = "seconds";

    private final CamelContext context;

    LineStations(CamelContext context) {
        this.context = context;
    }

    List<Station> all() {
        return serial().ports().stream().sorted().map(this::line).toList();
    }

    private Station line(String port) {
        Supplier<SerialComponent.PortStatus> status = new Recently<>(() -> serial().status(port), System::nanoTime);
        return new Station(
                "line",
                port,
                List.of(
                        new Figure(
                                "State",
                                "",
                                "open, or why the port is not open",
                                () -> status.get().state()),
                        new Figure(
                                "Open",
                                "",
                                "Whether the port is open",
                                () -> status.get().open()),
                        new Figure(
                                "BytesReceived",
                                BYTES,
                                "Bytes received since the start",
                                () -> status.get().bytes()),
                        new Figure(
                                "LinesReceived",
                                "",
                                "Lines received since the start, whole and damaged",
                                () -> status.get().lines()),
                        new Figure(
                                "LinesDamaged",
                                "",
                                "Lines dropped since the start",
                                () -> status.get().damaged().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()),
                        new Figure(
                                "DamageByReason",
                                "",
                                "Lines dropped since the start, by reason",
                                () -> status.get().damaged().toString()),
                        new Figure(
                                "TimesOpened",
                                "",
                                "How often the port was opened",
                                () -> status.get().timesOpened()),
                        new Figure(
                                "SilentSince",
                                SECONDS,
                                "Time since the last line",
                                () -> status.get().silentSeconds())),
                List.of(new Operation("reopen", "Closes the port and opens it again", () -> {
                    serial().reopen(port);
                    return "closed, it is opened again within a second";
                })));
    }

    private SerialComponent serial() {
        return context.getComponent("serial", SerialComponent.class);
    }
}
