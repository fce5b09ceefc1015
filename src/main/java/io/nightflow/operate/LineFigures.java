package io.nightflow.operate;

import io.nightflow.collect.CollectReadings;
import java.util.List;
import java.util.function.Supplier;

/** The ports that routes use, as operators see them. */
final class LineFigures {
    private static final String BYTES = "bytes";
    private static final String SECONDS = "seconds";

    private final Lines lines;
    private final CollectReadings collect;

    LineFigures(Lines lines, CollectReadings collect) {
        this.lines = lines;
        this.collect = collect;
    }

    List<FigureGroup> all() {
        return lines.ports().stream().sorted().map(this::line).toList();
    }

    private FigureGroup line(String port) {
        Supplier<Lines.PortStatus> status = new Recently<>(() -> lines.status(port), System::nanoTime);
        return new FigureGroup(
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
                        Figure.total(
                                "BytesReceived",
                                BYTES,
                                "Bytes received since the start",
                                () -> status.get().bytes()),
                        Figure.total(
                                "LinesReceived",
                                "",
                                "Lines received since the start, whole and damaged",
                                () -> status.get().lines()),
                        Figure.total(
                                "LinesDamaged",
                                "",
                                "Lines dropped since the start",
                                () -> status.get().damaged().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()),
                        Figure.total(
                                "LinesUnread",
                                "",
                                "Whole lines since the start that are no reading, or not of the pattern",
                                () -> collect.unread(port).total()),
                        new Figure(
                                "DamageByReason",
                                "",
                                "Lines dropped since the start, by reason",
                                () -> status.get().damaged().toString()),
                        Figure.total(
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
                    lines.reopen(port);
                    return "closed, it is opened again within a second";
                })));
    }
}
