package io.nightflow.gateway;

import io.nightflow.camel.collect.ReplayRuntime;
import io.nightflow.collect.CollectReadings;
import io.nightflow.collect.TableMinutes;
import io.nightflow.settings.Settings;
import io.nightflow.table.Table;
import io.nightflow.table.TableReader;
import java.util.function.Consumer;

/** Readings of a table through the route that commits readings, a group while the next one is read. */
public final class Replay {
    private static final int READINGS_A_GROUP = 10_000;

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
        try (ReplayRuntime runtime = ReplayRuntime.start(settings, collect)) {
            TableMinutes.read(table, units, collect.registers(), faults, READINGS_A_GROUP, (group, reader) -> {
                runtime.send(group);
                read.accept(reader);
            });
            runtime.await();
        }
    }
}
