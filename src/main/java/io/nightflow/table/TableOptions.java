package io.nightflow.table;

import io.nightflow.reading.RegisterUnit;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a person has said of a file; all else is recognised.
 *
 * @param zone of times without an offset.
 * @param zoneIsGiven whether that was said of this file, and not of the site.
 * @param encoding of the text.
 * @param delimiter between fields.
 * @param decimal the decimal sign, a point or a comma.
 * @param order of dates by numbers alone.
 * @param columns names of the columns, of a file that has no line of names, or instead of it; empty for none.
 * @param sensor whose readings they are, where the file does not say so; empty for none.
 * @param total what one count of a register is, where no name says so.
 * @param holds what it is read for.
 */
public record TableOptions(
        ZoneId zone,
        boolean zoneIsGiven,
        Optional<Charset> encoding,
        Optional<Character> delimiter,
        Optional<Character> decimal,
        Optional<DateOrder> order,
        List<String> columns,
        String sensor,
        Optional<RegisterUnit> total,
        Holds holds) {

    /** What a file is read for. */
    public enum Holds {
        /** Readings of sensors: each must be named, and a register must say its unit. */
        READINGS,
        /** The inflow of zones: a column that names none is the one zone's. */
        INFLOW,
        /** Numbers of any kind: nothing is asked. */
        SERIES
    }

    /** Nothing but the zone of the site. */
    public static TableOptions of(ZoneId zone) {
        return recognised(zone, "", Holds.READINGS);
    }

    /** Of the inflow of zones, one where the file names none. */
    public static TableOptions ofInflow(ZoneId zone) {
        return recognised(zone, "inflow", Holds.INFLOW);
    }

    /** Of any series of numbers. */
    public static TableOptions ofSeries(ZoneId zone) {
        return recognised(zone, "value", Holds.SERIES);
    }

    private static TableOptions recognised(ZoneId zone, String sensor, Holds holds) {
        return new TableOptions(
                zone,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                sensor,
                Optional.empty(),
                holds);
    }

    /** The same with names of columns. */
    public TableOptions named(List<String> names) {
        return new TableOptions(zone, zoneIsGiven, encoding, delimiter, decimal, order, names, sensor, total, holds);
    }
}
