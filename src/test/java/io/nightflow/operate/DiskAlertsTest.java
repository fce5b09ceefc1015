package io.nightflow.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import io.nightflow.store.Rows;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskAlertsTest {
    private static final long MEBIBYTE = 1_048_576;

    @TempDir
    private Path folder;

    @Test
    void a_disk_that_is_nearly_full_is_one_event_that_ends_with_some_room_more() throws Exception {
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            DiskAlerts alerts = alerts(database);
            for (long free : new long[] {200, 65, 63, 10, 70, 60}) {
                alerts.look(free * MEBIBYTE);
            }
            alerts(database).look(30 * MEBIBYTE); // after a restart the event is still open
            alerts.look(80 * MEBIBYTE);
            alerts.look(90 * MEBIBYTE);
            assertThat(Rows.of(database, "SELECT sensor || '|' || event || '|' || is_end || '|' || reason FROM alert"))
                    .containsExactly("disk|disk low|0|disk_low|63", "disk|disk low|1|disk_again|80");
        }
    }

    private static DiskAlerts alerts(Database database) {
        return new DiskAlerts(new AlertStore(database), 64 * MEBIBYTE, () -> Instant.parse("2026-03-11T06:00:00Z"));
    }
}
