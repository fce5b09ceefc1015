package io.nightflow.cli;

import io.nightflow.reading.RegisterUnit;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.UserError;
import io.nightflow.table.DateOrder;
import io.nightflow.table.TableOptions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What can be said of a table where it does not say so itself. */
final class TableOptionsMixin {
    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of local times, such as Europe/Rome or +01:00 (default: the setting site.zone).")
    private String zone = "";

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "Encoding of the text, such as UTF-8, CP949 or windows-1252 (default: recognised).")
    private String encoding = "";

    @Option(
            names = "--delimiter",
            paramLabel = "CHARACTER",
            description = "What parts the fields; tab for a tab (default: recognised).")
    private String delimiter = "";

    @Option(names = "--decimal", paramLabel = "SIGN", description = "The decimal sign, . or , (default: recognised).")
    private String decimal = "";

    @Option(names = "--day-first", description = "03/04/2026 is the third of April (default: recognised).")
    private boolean dayFirst;

    @Option(names = "--month-first", description = "03/04/2026 is the fourth of March.")
    private boolean monthFirst;

    @Option(names = "--year-first", description = "26/03/04 is the fourth of March 2026.")
    private boolean yearFirst;

    @Option(
            names = "--columns",
            paramLabel = "NAMES",
            split = ",",
            description = "Names of the columns, with commas, in place of those of the file.")
    private List<String> columns = List.of();

    @Option(
            names = "--sensor",
            paramLabel = "NAME",
            description = "Whose readings they are, where the file does not say so.")
    private String sensor = "";

    @Option(
            names = "--total",
            paramLabel = "UNIT",
            description = "The file holds a register, of which one count is so much: m3, L, or \"100 L\".")
    private String total = "";

    TableOptions of(ZoneId site) throws UserError {
        List<DateOrder> orders = orders();
        if (orders.size() > 1) {
            throw UserError.usage("--day-first, --month-first and --year-first: say one of them");
        }
        if (!sensor.isEmpty() && !SensorId.isValid(sensor)) {
            throw CommandOptions.fault("--sensor: must be 1 to 32 characters of A-Z a-z 0-9 _ . -", sensor);
        }
        return new TableOptions(
                zone.isEmpty() ? site : CommandOptions.zone(zone),
                !zone.isEmpty(),
                charset(),
                character("--delimiter", delimiter.equals("tab") ? "\t" : delimiter, ",;\t| :"),
                character("--decimal", decimal, ".,"),
                orders.stream().findFirst(),
                columns,
                sensor,
                register(),
                TableOptions.Holds.READINGS);
    }

    private List<DateOrder> orders() {
        List<DateOrder> orders = new ArrayList<>();
        if (dayFirst) {
            orders.add(DateOrder.DAY_FIRST);
        }
        if (monthFirst) {
            orders.add(DateOrder.MONTH_FIRST);
        }
        if (yearFirst) {
            orders.add(DateOrder.YEAR_FIRST);
        }
        return orders;
    }

    private Optional<RegisterUnit> register() throws UserError {
        Optional<RegisterUnit> unit = RegisterUnit.find(total);
        if (!total.isEmpty() && unit.isEmpty()) {
            throw CommandOptions.fault("--total: must be what one count is, " + RegisterUnit.examples(), total);
        }
        return unit;
    }

    private Optional<Charset> charset() throws UserError {
        try {
            String name = encoding.equalsIgnoreCase("CP949") ? "x-windows-949" : encoding;
            return encoding.isEmpty() ? Optional.empty() : Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw CommandOptions.fault(
                    "--encoding: must be one such as UTF-8, UTF-16LE, CP949 or windows-1252", encoding);
        }
    }

    private static Optional<Character> character(String option, String text, String allowed) throws UserError {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.length() != 1 || allowed.indexOf(text.charAt(0)) < 0) {
            throw CommandOptions.fault(
                    option + ": must be one of "
                            + String.join(" ", allowed.replace("\t", "").split("")),
                    text);
        }
        return Optional.of(text.charAt(0));
    }
}
