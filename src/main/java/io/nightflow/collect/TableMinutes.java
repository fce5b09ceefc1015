package io.nightflow.collect;

import io.nightflow.reading.Measured;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.RegisterReading;
import io.nightflow.reading.RegisterUnit;
import io.nightflow.reading.SensorId;
import io.nightflow.table.Table;
import io.nightflow.table.TableForm;
import io.nightflow.table.TableReader;
import io.nightflow.table.TableReading;
import io.nightflow.table.UnreadableTableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Readings of a table as minutes: seconds are averaged, the mean of an interval of 2 to 60 minutes is held for each of its
 * minutes, from its time stamp on.
 */
public final class TableMinutes {
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;

    private final long interval;
    private final boolean isNewest; // of rows of one minute
    private final Consumer<Measured> sink;
    private final Registers registers;
    private final RegisterMinutes.Looks looks;
    private final double m3;
    private final Map<SensorId, Mean> open = new LinkedHashMap<>();
    private final Map<SensorId, RegisterMinutes> counting = new LinkedHashMap<>();

    /** Of a table of this form. */
    public TableMinutes(TableForm form, Registers registers, Consumer<Measured> sink) {
        interval = form.interval().toSeconds();
        isNewest = !form.hasLooksWithinMinutes() && (interval >= MINUTE || interval == 0);
        looks = new RegisterMinutes.Looks(interval, Quality.GOOD, form.isNewestFirst());
        m3 = form.registerUnit().map(RegisterUnit::m3).orElse(1.0);
        this.registers = registers;
        this.sink = sink;
    }

    /**
     * Takes some minutes, and may look how far the reader has come.
     *
     * @param <E> what can go wrong.
     */
    @FunctionalInterface
    public interface Groups<E extends Exception> {
        /** The next ones, at least as many as were asked for, but for the last time. */
        void take(List<Measured> group, TableReader reader) throws E;
    }

    /**
     * Reads a whole table and hands its minutes on in groups; the last one may be empty.
     *
     * @throws IOException it cannot be read.
     */
    public static <E extends Exception> void read(
            Table table,
            TableReader.Units units,
            Registers registers,
            TableReader.Faults faults,
            int size,
            Groups<E> groups)
            throws IOException, E {
        List<Measured> group = new ArrayList<>();
        try (TableReader reader = table.read(units, faults)) {
            TableMinutes minutes = new TableMinutes(table.form(), registers, group::add);
            for (List<TableReading> row = reader.next(); !row.isEmpty(); row = reader.next()) {
                row.forEach(minutes::add);
                if (group.size() >= size) {
                    groups.take(List.copyOf(group), reader);
                    group.clear();
                }
            }
            minutes.end();
            groups.take(List.copyOf(group), reader);
        }
    }

    /**
     * Refuses a table whose rows lie too far apart to be learnt from.
     *
     * @throws UnreadableTableException they do.
     */
    public static void require(TableForm form) throws UnreadableTableException {
        if (form.interval().compareTo(Duration.ofHours(1)) > 0) {
            throw new UnreadableTableException(
                    "has a row each " + form.interval().toMinutes()
                            + " minutes: an hour is the longest interval that hours, nights and forecasts can be learnt from");
        }
    }

    /** What is done with its intervals, in words; empty where each is a minute. */
    public static String words(TableForm form) {
        long seconds = form.interval().toSeconds();
        if (isHeld(seconds)) {
            return "a row stands for " + seconds / MINUTE
                    + " minutes from its time on: hours, nights and profiles learn from"
                    + " it, no minute of it is judged";
        }
        return seconds > 0 && seconds < MINUTE ? "rows of one minute become their mean" : "";
    }

    private static boolean isHeld(long seconds) {
        return seconds > MINUTE && seconds % MINUTE == 0 && seconds <= HOUR;
    }

    /** Of readings that come in the order of the file. */
    public void add(TableReading reading) {
        if (!Double.isNaN(reading.total())) {
            count(reading);
            if (Double.isNaN(reading.flow())) {
                return; // its minutes come of the register, with the pressure beside it
            }
        }
        Minute minute = Minute.containing(reading.time());
        if (isHeld(interval)) {
            Quality quality = reading.quality() == Quality.GOOD ? Quality.INTERVAL : reading.quality();
            for (long i = 0; i < interval / MINUTE; i++) {
                sink.accept(new Reading(reading.sensor(), minute.plus(i), reading.flow(), reading.pressure(), quality));
            }
        } else {
            Mean mean = open.get(reading.sensor());
            if (mean == null || !mean.minute.equals(minute)) {
                tell(mean);
                mean = new Mean(minute, reading);
                open.put(reading.sensor(), mean);
            }
            mean.add(reading, isNewest);
        }
    }

    private void count(TableReading reading) {
        long second = reading.time().getEpochSecond();
        boolean hasFlow = !Double.isNaN(reading.flow());
        if (hasFlow) {
            sink.accept(
                    new RegisterReading(reading.sensor(), Minute.containing(second), second, reading.total(), false));
            return;
        }
        RegisterMinutes minutes = counting.computeIfAbsent(
                reading.sensor(), sensor -> registers.ofTable(sensor, m3, looks, (double) second, sink));
        registers.take(reading.sensor(), minutes, (double) second, reading.total(), reading.pressure());
    }

    /** No more will come. */
    public void end() {
        counting.values().forEach(RegisterMinutes::end);
        open.values().forEach(this::tell);
        open.clear();
    }

    private void tell(@Nullable Mean mean) {
        if (mean != null) {
            sink.accept(new Reading(
                    mean.of.sensor(), mean.minute, mean.flow.mean(), mean.pressure.mean(), mean.of.quality()));
        }
    }

    private static final class Mean {
        private final Minute minute;
        private final TableReading of;
        private final Sum flow = new Sum();
        private final Sum pressure = new Sum();

        Mean(Minute minute, TableReading of) {
            this.minute = minute;
            this.of = of;
        }

        /** Flow and pressure of one minute may come in rows of their own; the newer one counts where each is a minute. */
        void add(TableReading reading, boolean instead) {
            flow.add(reading.flow(), instead);
            pressure.add(reading.pressure(), instead);
        }
    }

    private static final class Sum {
        private double sum;
        private int count;

        void add(double value, boolean instead) {
            if (!Double.isNaN(value)) {
                sum = instead ? value : sum + value;
                count = instead ? 1 : count + 1;
            }
        }

        double mean() {
            return count == 0 ? Double.NaN : sum / count;
        }
    }
}
