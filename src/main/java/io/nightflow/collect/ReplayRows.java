package io.nightflow.collect;

import io.nightflow.link.Message;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.TimeStamps;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Lines of a CSV file to the lines that a meter would send. Two forms, told apart by the header:
 *
 * <pre>
 * timestamp,dma_a,dma_b,..          a column a sensor, flow only; an empty cell is no reading
 * sensor,time,flow,pressure         a line a reading; the header may be missing
 * </pre>
 *
 * A wrong row is named by its line number and left out; the rest goes in. Not thread-safe.
 */
public final class ReplayRows {
    private static final List<String> LONG_FORM = List.of("sensor", "time", "flow", "pressure");

    private final Consumer<String> faults;
    private final AcceptedTimes bounds;
    private final ZoneId zone;
    private List<String> sensors = List.of();
    private TimeStamps times;
    private long line;
    private long wrong;
    private long readings;
    private boolean named;
    private boolean isMisread;

    /** Local times are of this zone; each wrong row is told to {@code faults} in one line. */
    public ReplayRows(ZoneId zone, AcceptedTimes bounds, Consumer<String> faults) {
        this.zone = zone;
        this.bounds = bounds;
        this.faults = faults;
        this.times = new TimeStamps(zone, false);
    }

    /** The bodies of some lines of the file. */
    public List<String> bodies(List<String> lines) {
        List<String> bodies = new ArrayList<>();
        for (String text : lines) {
            line++;
            String row = withoutMark(text);
            if (!row.isBlank() && !(line == 1 && takeHeader(row))) {
                row(row.strip().split(",", -1), bodies);
            }
        }
        readings += bodies.size();
        return bodies;
    }

    private String withoutMark(String text) {
        return line <= 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Whether a line names columns, as the first of a file may. */
    public static boolean isHeader(String row) {
        String first = row.replace("\uFEFF", "").strip().split(",", -1)[0].toLowerCase(Locale.ROOT);
        return first.equals("timestamp") || first.equals("time") || first.equals("sensor");
    }

    /** Takes the line of names of an earlier file, for one that goes on without; false where it is none. */
    public boolean takeHeader(String text) {
        String row = withoutMark(text);
        if (!isHeader(row)) {
            return false;
        }
        named = true;
        String[] names = row.strip().split(",", -1);
        isMisread = isMisread(names);
        if (names[0].equalsIgnoreCase("timestamp") || names[0].equalsIgnoreCase("time")) {
            sensors = List.of(names).subList(1, names.length);
            times = new TimeStamps(zone, true);
            sensors.stream()
                    .filter(name -> !SensorId.isValid(name))
                    .forEach(name -> wrong(
                            "sensor: must be 1 to 32 " + "characters of A-Z a-z 0-9 _ . -, its column is left out",
                            name));
        }
        return true;
    }

    /** Columns of the long form in another order, or with a time first: read by place they would be other values. */
    private static boolean isMisread(String[] names) {
        List<String> lower = Arrays.stream(names)
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        boolean isLong = lower.get(0).equals("sensor");
        return IntStream.range(1, lower.size())
                .anyMatch(
                        at -> LONG_FORM.contains(lower.get(at)) && !(isLong && LONG_FORM.indexOf(lower.get(at)) == at));
    }

    /** Whether anything in it was as in a table of readings: its line of names, or a row. */
    public boolean isTable() {
        return named || readings > 0;
    }

    private void row(String[] fields, List<String> bodies) {
        if (isMisread) {
            wrong(
                    "the columns must be sensor,time,flow,pressure in this order, or a time and a column a sensor",
                    fields[0]);
        } else if (sensors.isEmpty()) {
            longRow(fields, bodies);
        } else {
            wideRow(fields, bodies);
        }
    }

    private void wideRow(String[] fields, List<String> bodies) {
        if (fields.length != sensors.size() + 1) {
            wrong("must have " + (sensors.size() + 1) + " fields", Integer.toString(fields.length));
            return;
        }
        Optional<Minute> minute = minute(fields[0]);
        if (minute.isEmpty()) {
            return;
        }
        for (int i = 0; i < sensors.size(); i++) {
            double flow = value("column " + sensors.get(i), fields[i + 1]);
            if (!Double.isNaN(flow) && SensorId.isValid(sensors.get(i))) {
                bodies.add(body(sensors.get(i), minute.get(), flow, Double.NaN));
            }
        }
    }

    private void longRow(String[] fields, List<String> bodies) {
        if (fields.length != 3 && fields.length != 4) {
            wrong("must be sensor,time,flow,pressure", String.join(",", fields));
            return;
        }
        if (!SensorId.isValid(fields[0])) {
            wrong("sensor: must be 1 to 32 characters of A-Z a-z 0-9 _ . -", fields[0]);
            return;
        }
        long wrongBefore = wrong;
        Optional<Minute> minute = minute(fields[1]);
        double flow = value("flow", fields[2]);
        double pressure = fields.length == 4 ? value("pressure", fields[3]) : Double.NaN;
        if (minute.isPresent() && wrong == wrongBefore) {
            bodies.add(body(fields[0], minute.get(), flow, pressure));
        }
    }

    private Optional<Minute> minute(String text) {
        Optional<Instant> time = times.read(text);
        if (time.isEmpty()) {
            wrong("time: must be ISO local time, ISO with an offset, or epoch seconds", text);
            return Optional.empty();
        }
        Minute minute = Minute.containing(time.get());
        Optional<String> refusal = bounds.refusal(minute);
        refusal.ifPresent(reason -> wrong("time: is " + reason, text));
        return refusal.isPresent() ? Optional.empty() : Optional.of(minute);
    }

    private double value(String name, String text) {
        double value = Decimal.parse(text.strip());
        if (value == Decimal.MALFORMED) {
            wrong(name + ": must be a plain number", text);
            return Double.NaN;
        }
        return value;
    }

    private static String body(String sensor, Minute minute, double flow, double pressure) {
        return new Message.MeterReading(0, 0, new SensorId(sensor), minute.epochSecond(), flow, pressure).body();
    }

    private void wrong(String rule, String got) {
        wrong++;
        faults.accept("line " + line + ": " + rule + " (got " + got + ")");
    }

    /** Lines read. */
    public long lines() {
        return line;
    }

    /** Rows left out. */
    public long wrong() {
        return wrong;
    }

    /** Readings handed on. */
    public long readings() {
        return readings;
    }
}
