package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.link.Frame;
import io.nightflow.link.Message;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.simulator.DeviceMemory;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.simulator.VirtualDevice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway as a real process, really killed in the middle of its work, with a device that loses one answer in ten.
 * Jobs run every second; the meter sends minutes of the past hours as fast as it may.
 */
@Tag("slow")
class GatewayKillTest {
    private static final int KILLS = 3;
    private static final int READINGS_A_LIFE = 400;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void what_was_committed_reaches_the_device_once_and_in_order_through_kills() throws Exception {
        NightflowProcess.folderWithPorts(folder, """
                detect.cron = * * * * * ?
                deliver.cron = * * * * * ?
                """);
        Random random = new Random(11);
        Minute first = Minute.containing(InstantSource.system().instant()).plus(-KILLS * READINGS_A_LIFE - 100L);
        try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"));
                PseudoTerminal deviceLine = PseudoTerminal.open(folder.resolve("device"));
                DeviceMemory memory = DeviceMemory.open(folder)) {
            VirtualDevice device =
                    new VirtualDevice("box", deviceLine, memory, VirtualDevice.SMALL, () -> random.nextDouble() < 0.1);
            Thread thread = new Thread(device, "box");
            thread.start();
            for (int life = 0; life < KILLS; life++) {
                NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
                gateway.waitFor("meter is open", "Nightflow runs");
                send(meter, first.plus((long) life * READINGS_A_LIFE));
                long committed = (life + 1L) * READINGS_A_LIFE;
                long before = device.stored();
                await().atMost(LIMIT).until(() -> readings() == committed);
                int wanted = random.nextInt(100);
                await().atMost(LIMIT).until(() -> device.stored() > before + wanted);
                gateway.process().toHandle().destroyForcibly();
                gateway.process().waitFor(10, TimeUnit.SECONDS);
            }
            NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
            await().atMost(LIMIT).until(() -> device.stored() >= (long) KILLS * READINGS_A_LIFE);
            gateway.process().toHandle().destroy();
            gateway.process().waitFor(10, TimeUnit.SECONDS);
            device.stop();
            thread.join();
        }
        check(first);
    }

    private long readings() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"));
                ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM reading")) {
            return row.getLong(1);
        }
    }

    private static void send(PseudoTerminal meter, Minute first) throws Exception {
        meter.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < READINGS_A_LIFE; i++) {
            meter.write(Frame.encode(new Message.MeterReading(
                            0, 0, new SensorId("a"), first.plus(i).epochSecond(), i, 4)
                    .body()));
        }
    }

    private void check(Minute first) throws Exception {
        List<String> rows = Files.readAllLines(folder.resolve("device.csv"));
        List<Long> minutes =
                rows.stream().map(row -> Long.valueOf(row.split(",")[4])).toList();
        List<Long> numbers =
                rows.stream().map(row -> Long.valueOf(row.split(",")[2])).toList();
        assertThat(minutes).doesNotHaveDuplicates().isSorted().hasSize(KILLS * READINGS_A_LIFE);
        assertThat(minutes).startsWith(first.epochSecond());
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }
}
