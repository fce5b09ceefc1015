package io.nightflow.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import io.nightflow.store.Rows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineSilenceTest {
    @TempDir
    private Path folder;

    @Test
    void a_silent_line_is_an_event_by_the_name_that_people_know() throws SQLException {
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            LineSilence alerts = new LineSilence(
                    new AlertStore(database),
                    () -> Instant.parse("2026-03-11T06:00:00Z"),
                    Map.of("/dev/nightflow-meter", "meter-line"));
            alerts.tell("/dev/nightflow-meter", "collect-readings", false, 3);
            alerts.tell("/dev/serial/by-id/usb-FTDI_USB-RS485_Cable_FT4ABCDE-if00-port0", "north", false, 3);
            alerts.tell("/dev/---", "", false, 3);
            assertThat(Rows.of(database, "SELECT sensor || '|' || event || '|' || is_end || '|' || reason FROM alert"))
                    .containsExactly(
                            "meter-line|line silent|0|line_silent|meter-line on /dev/nightflow-meter|3",
                            "north|line silent|0|line_silent|north on"
                                    + " /dev/serial/by-id/usb-FTDI_USB-RS485_Cable_FT4ABCDE-if00-port0|3",
                            "line|line silent|0|line_silent|/dev/---|3");
        }
    }

    @Test
    void an_event_goes_on_over_a_restart_and_ends_once() throws SQLException {
        String path = "tcp:10.0.0.7:4001";
        String route = "a route with blanks and far more than 32 letters";
        Instant[] now = {Instant.parse("2026-03-11T06:00:00Z")};
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            LineSilence before = new LineSilence(new AlertStore(database), () -> now[0], Map.of());
            before.tell(path, route, true, 0);
            before.tell(path, route, false, 3);
            LineSilence restarted = new LineSilence(new AlertStore(database), () -> now[0], Map.of());
            restarted.tell(path, route, false, 3);
            now[0] = now[0].plusSeconds(1_200);
            restarted.tell(path, route, true, 0);
            restarted.tell(path, route, true, 0);
            assertThat(Rows.of(database, "SELECT sensor || '|' || is_end || '|' || reason FROM alert"))
                    .containsExactly(
                            "nks-and-far-more-than-32-letters|0|line_silent|a route with blanks and far more than 32 letters on"
                                    + " tcp:10.0.0.7:4001|3",
                            "nks-and-far-more-than-32-letters|1|line_heard|a route with blanks and far more than 32 letters on"
                                    + " tcp:10.0.0.7:4001|23");
        }
    }
}
