package io.nightflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.camel.steps.LineAlerts;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import io.nightflow.store.Rows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineAlertsTest {
    @TempDir
    private Path folder;

    @Test
    void a_silent_line_is_an_event_of_the_port_with_a_start_and_an_end() throws SQLException {
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            LineAlerts alerts = new LineAlerts(new AlertStore(database), () -> Instant.parse("2026-03-11T06:00:00Z"));
            alerts.tell("/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0", false, 3);
            alerts.tell("/dev/serial/by-id/usb-FTDI_USB-RS485_Cable_FT4ABCDE-if00-port0", false, 3);
            alerts.tell("/dev/---", false, 3);
            alerts.tell("tcp:10.0.0.7:4001", true, 1);
            assertThat(Rows.of(database, "SELECT sensor || '|' || event || '|' || is_end || '|' || reason FROM alert"))
                    .containsExactly(
                            "32R_USB_UART_A50285BI-if00-port0|line silent|0|line"
                                    + " /dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0 has been silent for 3 minutes",
                            "RS485_Cable_FT4ABCDE-if00-port0|line silent|0|line"
                                    + " /dev/serial/by-id/usb-FTDI_USB-RS485_Cable_FT4ABCDE-if00-port0 has been silent for 3"
                                    + " minutes",
                            "line|line silent|0|line /dev/--- has been silent for 3 minutes",
                            "tcp-10.0.0.7-4001|line silent|1|line tcp:10.0.0.7:4001 is heard again after 1 minute");
        }
    }
}
