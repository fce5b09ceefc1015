package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.link.Frame;
import io.nightflow.repository.HowToTest;
import io.nightflow.settings.Settings;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.time.GatewayClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two lines of meters, of which one only makes noise, and a third that is not there. */
@Tag("slow")
class MeterLinesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void a_second_line_is_read_and_answered_whatever_the_first_one_does() throws Exception {
        NightflowProcess.folder(
                folder,
                "meter.port = " + folder + "/main\nroute.north = " + folder + "/north\ndevice.port = " + folder
                        + "/device\n");
        Files.writeString(
                folder.resolve("routes/north.camel.yaml"), HowToTest.yaml("docs/how-to/add-a-meter-line.md", 0));
        long minute = Instant.now().getEpochSecond() / 60 * 60;
        try (PseudoTerminal main = PseudoTerminal.open(folder.resolve("main"));
                PseudoTerminal north = PseudoTerminal.open(folder.resolve("north"));
                Gateway gateway = Gateway.open(Settings.read(folder), GatewayClock.of(InstantSource.system()))) {
            gateway.start();
            byte[] noise = new byte[2_000];
            Arrays.fill(noise, (byte) 0xff);
            await().atMost(SOON).until(() -> {
                main.write(noise);
                north.write(Frame.encode("S,7,1,north-1," + minute + ",12.5,4"));
                return gateway.readings().count() == 1;
            });
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[256];
            await().atMost(SOON).until(() -> {
                answer.append(new String(buffer, 0, north.read(buffer), StandardCharsets.US_ASCII));
                return answer.indexOf("$A,S,7,1*") >= 0;
            });
            assertThat(gateway.runtime().context().getRoute("north")).isNotNull();
        }
    }

    @Test
    void meters_without_a_check_value_are_read_by_a_pattern_and_marked() throws Exception {
        NightflowProcess.folder(
                folder,
                "meter.port = " + folder + "/main\nroute.old = " + folder + "/old\ndevice.port = " + folder
                        + "/device\n");
        Files.writeString(
                folder.resolve("routes/old.camel.yaml"), HowToTest.yaml("docs/how-to/add-a-meter-line.md", 1));
        try (PseudoTerminal old = PseudoTerminal.open(folder.resolve("old"));
                Gateway gateway = Gateway.open(Settings.read(folder), GatewayClock.of(InstantSource.system()))) {
            gateway.start();
            await().atMost(SOON).until(() -> {
                old.write("rest of a line\r\nmeter 7,12.5,4.1\r\nmeter-7,12.5,4.1\r\nmeter-7,1x5,4.1\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                return gateway.readings().count() >= 1;
            });
            try (Connection connection = gateway.database().readOnly().getConnection();
                    ResultSet row = connection
                            .createStatement()
                            .executeQuery("SELECT DISTINCT s.name || ' ' || flow || ' ' || pressure || ' ' || quality"
                                    + " FROM reading JOIN sensor s ON s.id = sensor")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("meter-7 12.5 4.1 1");
                assertThat(row.next()).isFalse();
            }
        }
    }

    @Test
    void with_no_time_to_gather_each_line_is_committed_by_itself() throws Exception {
        NightflowProcess.folder(
                folder,
                "meter.port = " + folder + "/main\nroute.old = " + folder + "/old\ndevice.port = " + folder
                        + "/device\ncollect.group = 0ms\n");
        Files.writeString(
                folder.resolve("routes/old.camel.yaml"), HowToTest.yaml("docs/how-to/add-a-meter-line.md", 1));
        long minute = Instant.now().getEpochSecond() / 60 * 60;
        try (PseudoTerminal main = PseudoTerminal.open(folder.resolve("main"));
                PseudoTerminal old = PseudoTerminal.open(folder.resolve("old"));
                Gateway gateway = Gateway.open(Settings.read(folder), GatewayClock.of(InstantSource.system()))) {
            gateway.start();
            await().atMost(SOON).until(() -> {
                main.write(Frame.encode("S,7,1,north-1," + minute + ",12.5,4"));
                main.write(Frame.encode("S,7,2,north-2," + minute + ",12.5,4"));
                old.write("meter-7,12.5,4.1\r\nmeter-8,12.5,4.1\r\n".getBytes(StandardCharsets.US_ASCII));
                return gateway.readings().count() >= 4;
            });
            assertThat(names(gateway)).containsExactly("meter-7", "meter-8", "north-1", "north-2");
        }
    }

    private static List<String> names(Gateway gateway) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = gateway.database().readOnly().getConnection();
                ResultSet row = connection.createStatement().executeQuery("SELECT name FROM sensor ORDER BY name")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }
}
