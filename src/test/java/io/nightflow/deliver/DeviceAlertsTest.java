package io.nightflow.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import io.nightflow.store.Rows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceAlertsTest {
    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-03-11T06:00:00Z");

    private DeviceAlerts alerts(Database database) {
        return new DeviceAlerts(new AlertStore(database), "device-line", "/dev/nightflow-device", () -> now);
    }

    @Test
    void a_device_that_took_nothing_before_a_restart_takes_rows_again_after_it() throws SQLException {
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            alerts(database).tell("", true); // the first row of a device that was never told
            alerts(database).tell("its memory is full", false);
            DeviceAlerts restarted = alerts(database);
            restarted.tell("its memory is full", false);
            restarted.tell("", true); // its other lane, which goes on
            now = now.plusSeconds(600);
            restarted.tell("its memory is full", true);
            database.write(connection -> 0).join(); // what was told is on the disk
            assertThat(Rows.of(database, "SELECT is_end || ' ' || minutes || ' ' || reason FROM alert"))
                    .containsExactly(
                            "0 1 device_stopped|/dev/nightflow-device|its memory is full",
                            "1 11 device_takes|/dev/nightflow-device");
        }
    }
}
