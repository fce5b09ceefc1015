package io.nightflow.gateway;

import io.nightflow.camel.collect.ReplayRuntime;
import io.nightflow.collect.CollectReadings;
import io.nightflow.collect.LineGroups;
import io.nightflow.collect.ReplayRows;
import io.nightflow.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.LongConsumer;

/** Lines of a table through the route that commits readings, a group at a time. */
public final class Replay {
    private Replay() {}

    /**
     * Replays all of it.
     *
     * @param read is told how many bytes were read, after each group.
     * @throws IOException it is no table, or the route failed.
     */
    public static void of(
            Settings settings, InputStream in, ReplayRows rows, CollectReadings collect, LongConsumer read)
            throws Exception {
        try (ReplayRuntime runtime = ReplayRuntime.start(settings, rows, collect)) {
            LineGroups groups = new LineGroups(in);
            for (List<String> lines = groups.next(); !lines.isEmpty(); lines = groups.next()) {
                runtime.send(lines);
                read.accept(groups.bytes());
            }
        }
    }
}
