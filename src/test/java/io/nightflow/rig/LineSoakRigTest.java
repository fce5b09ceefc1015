package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.gateway.ProcessUse;
import io.nightflow.link.Frame;
import io.nightflow.link.Message;
import io.nightflow.reading.SensorId;
import io.nightflow.simulator.PseudoTerminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway process whose meter port is unplugged and plugged in again, and one that has nothing to do. */
@Tag("rig")
class LineSoakRigTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final double IDLE_PERCENT_MAX = 0.5;

    @TempDir
    private Path folder;

    /** Eight hours with an unplug every two minutes are 240; the full form has as many in ten minutes. */
    @Test
    void unplugging_leaves_no_thread_and_no_descriptor_behind() throws Exception {
        int plugs = Rig.cycles(12, 240);
        Random random = new Random(Rig.SEED);
        Process gateway = start();
        try {
            ProcessUse before = ProcessUse.of(gateway.toHandle());
            for (int plug = 0; plug < plugs; plug++) {
                long at = 1_795_000_000L + plug * 60L;
                try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"))) {
                    await().atMost(SOON).until(this::heard);
                    meter.write(("\r\n" + line(at)).getBytes(StandardCharsets.US_ASCII));
                    settle(random.nextInt(1_500));
                    before = plug == 1 ? ProcessUse.of(gateway.toHandle()) : before;
                }
                await().atMost(SOON).until(() -> !heard());
                settle(random.nextInt(1_500));
            }
            try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"))) {
                ProcessUse atStart = before;
                await().atMost(SOON).until(this::heard);
                await().atMost(SOON).until(() -> isNotMore(ProcessUse.of(gateway.toHandle()), atStart));
                assertThat(meter.link()).exists();
            }
            ProcessUse after = ProcessUse.of(gateway.toHandle());
            Rig.figure(
                    "unplug: %d times, threads %d to %d, descriptors %d to %d, resident %.0f MB",
                    plugs,
                    before.threads(),
                    after.threads(),
                    before.descriptors(),
                    after.descriptors(),
                    after.residentMb());
            assertThat(gateway.isAlive()).isTrue();
        } finally {
            gateway.destroyForcibly();
        }
    }

    @Test
    void a_gateway_with_nothing_to_do_costs_nothing() throws Exception {
        Process gateway = start();
        try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"))) {
            await().atMost(SOON).until(this::heard);
            settle(Rig.FULL ? 120_000 : 60_000); // what the start leaves to do: compilation, first jobs
            Duration before = ProcessUse.of(gateway.toHandle()).cpu();
            int seconds = Rig.cycles(60, 300);
            settle(seconds * 1_000);
            Duration taken = ProcessUse.of(gateway.toHandle()).cpu().minus(before);
            double percent = taken.toMillis() / 10.0 / seconds;
            Rig.figure("idle: %.2f %% of a core in %d s", percent, seconds);
            assertThat(percent).isLessThan(IDLE_PERCENT_MAX);
            assertThat(meter.link()).exists();
        } finally {
            gateway.destroyForcibly();
        }
    }

    private static boolean isNotMore(ProcessUse now, ProcessUse before) {
        return now.threads() <= before.threads() && now.descriptors() <= before.descriptors();
    }

    private volatile String lastSaid = "";

    private Process start() throws Exception {
        NightflowProcess.folderWithPorts(folder, "");
        NightflowProcess process =
                NightflowProcess.startWith(List.of("-Xmx256m"), "run", "--dir", folder.toString()); // as the launcher
        process.waitFor("Nightflow runs");
        process.listen(line -> lastSaid = line.contains("/meter") ? line : lastSaid);
        return process.process();
    }

    /** Whether the last thing said of the port is that it is open. */
    private boolean heard() {
        return lastSaid.endsWith("meter is open");
    }

    private static String line(long at) {
        return new String(
                Frame.encode(new Message.MeterReading(0, 0, new SensorId("s"), at, 1, 2).body()),
                StandardCharsets.US_ASCII);
    }

    private static void settle(int millis) {
        LockSupport.parkNanos(millis * 1_000_000L);
    }
}
