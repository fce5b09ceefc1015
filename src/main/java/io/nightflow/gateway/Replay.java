package io.nightflow.gateway;

import io.nightflow.camel.collect.ReplayRuntime;
import io.nightflow.collect.CollectReadings;
import io.nightflow.collect.TableMinutes;
import io.nightflow.reading.Reading;
import io.nightflow.settings.Settings;
import io.nightflow.table.Table;
import io.nightflow.table.TableReader;
import io.nightflow.table.TableReading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Readings of a table through the route that commits readings, a group at a time. */
public final class Replay {
    private static final int READINGS_A_GROUP = 2_000;

    private Replay() {}

    /**
     * Replays all of it.
     *
     * @param read is shown how far it has come, after each group.
     * @throws java.io.IOException it cannot be read, or the route failed.
     */
    public static void of(
            Settings settings,
            Table table,
            TableReader.Units units,
            TableReader.Faults faults,
            CollectReadings collect,
            Consumer<TableReader> read)
            throws Exception {
        List<Reading> group = new ArrayList<>();
        try (ReplayRuntime runtime = ReplayRuntime.start(settings, collect);
                TableReader reader = table.read(units, faults)) {
            TableMinutes minutes = new TableMinutes(table.form(), group::add);
            for (List<TableReading> row = reader.next(); !row.isEmpty(); row = reader.next()) {
                row.forEach(minutes::add);
                if (group.size() >= READINGS_A_GROUP) {
                    runtime.send(List.copyOf(group));
                    group.clear();
                    read.accept(reader);
                }
            }
            minutes.end();
            runtime.send(List.copyOf(group));
            read.accept(reader);
        }
    }
}
