package io.nightflow.cli;

import io.nightflow.evaluate.Span;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Unit;
import io.nightflow.settings.UserError;
import io.nightflow.site.ForecastWiring;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of commands that judge a file of demand: what it is, what is history, what is judged. */
final class JudgedDemand {
    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Hourly demand.")
    private Path data = Path.of("");

    @Option(
            names = "--learn",
            defaultValue = "2021-01-01..2021-12-31",
            paramLabel = "FROM..TO",
            description = "Days to learn from, which lie before (default: ${DEFAULT-VALUE}).")
    private String learn = "";

    @Option(
            names = "--report",
            defaultValue = "2022-01-01..2022-07-24",
            paramLabel = "FROM..TO",
            description = "Days to judge (default: ${DEFAULT-VALUE}).")
    private String report = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "Europe/Rome",
            description = "Time zone of the file (default: ${DEFAULT-VALUE}).")
    private String zone = "";

    @Option(
            names = "--flow-unit",
            paramLabel = "UNIT",
            defaultValue = "L/s",
            description = "Unit of the file (default: ${DEFAULT-VALUE}).")
    private String flowUnit = "";

    @Option(
            names = "--holidays",
            paramLabel = "FILE",
            description = "List of holidays, which are judged as Sundays (default: none).")
    private Optional<Path> holidays = Optional.empty();

    Path file() throws UserError {
        return CommandOptions.readable("--data", data);
    }

    ZoneId zone() throws UserError {
        return CommandOptions.zone(zone);
    }

    Unit unit() throws UserError {
        return CommandOptions.unit("--flow-unit", Quantity.FLOW, flowUnit);
    }

    Span learnt() throws UserError {
        return CommandOptions.span("--learn", learn, zone());
    }

    Span reported() throws UserError {
        return CommandOptions.span("--report", report, zone());
    }

    HourCalendar calendar() throws UserError, IOException {
        return holidays.isPresent()
                ? ForecastWiring.calendar(CommandOptions.readable("--holidays", holidays.get()))
                : HourCalendar.PLAIN;
    }

    /** A fault of the days to judge. */
    UserError wrongReport(String rule) {
        return CommandOptions.fault("--report: " + rule, report);
    }

    /** The spans in words, and what flows are taken for. */
    String words() {
        return "learnt " + learn + ", reported " + report + ", flows in " + flowUnit
                + " where their column names no unit (--flow-unit)";
    }
}
