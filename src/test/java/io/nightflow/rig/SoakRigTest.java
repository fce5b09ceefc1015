package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.gateway.ProcessUse;
import io.nightflow.link.Capabilities;
import io.nightflow.link.Frame;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.simulator.DeviceMemory;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.simulator.VirtualDevice;
import io.nightflow.simulator.VirtualMeter;
import io.nightflow.simulator.VirtualSensor;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A month of 100 sensors in a real process, its clock running ahead: what it holds must not grow, but for its rows. The
 * device takes more at once than a small one would, for ten minutes of the clock last a fraction of a second here.
 */
@Tag("rig")
class SoakRigTest {
    private static final int SENSORS = 100;
    private static final int DAY = 1_440;
    private static final double SPEED = Double.parseDouble(System.getProperty("soak.speed", "1440"));
    private static final int SETTLED_DAY = Rig.FULL ? 20 : 1; // from two weeks of history on, forecasts are made of it
    private static final double RESIDENT_MB_A_DAY_MAX = Rig.FULL ? 0.5 : 20;
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<String> AS_THE_LAUNCHER = NightflowProcess.heapAnd(
            "-XX:TrimNativeHeapInterval=1000"); // 24 minutes of this clock; as often as the launcher would be 21 ms

    @TempDir
    private Path folder;

    private record Sample(int day, ProcessUse use, double databaseMb, double otherMb) {}

    @Test
    void a_month_leaves_nothing_behind_but_rows() throws Exception {
        int days = Rig.cycles(3, 30);
        NightflowProcess.folderWithPorts(
                folder, """
                deliver.batch-minutes = 50
                forecast.models = %s
                """.formatted(Path.of("config/models").toAbsolutePath()));
        List<Sample> samples = new ArrayList<>();
        try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"));
                PseudoTerminal deviceLine = PseudoTerminal.open(folder.resolve("device"));
                DeviceMemory memory = DeviceMemory.open(folder)) {
            VirtualDevice device = new VirtualDevice(
                    "box", deviceLine, memory, new Capabilities(250, Frame.LINE_BYTES_MAX, 5), () -> false);
            new Thread(device, "device").start();
            long started = InstantSource.system().millis();
            GatewayClock clock = GatewayClock.simulated(InstantSource.system(), START, SPEED);
            NightflowProcess gateway = NightflowProcess.startMainWith(
                    AS_THE_LAUNCHER,
                    SoakGateway.class.getName(),
                    folder.toString(),
                    START.toString(),
                    Long.toString(started),
                    Double.toString(SPEED));
            try {
                gateway.waitFor("the clock runs");
                gateway.drainInBackground();
                samples = run(days, clock, meter, gateway.process());
            } finally {
                gateway.process().destroyForcibly().waitFor();
                device.stop();
            }
            report(days, samples, device.stored());
        }
    }

    private List<Sample> run(int days, GatewayClock clock, PseudoTerminal meter, Process process) throws Exception {
        List<VirtualSensor> sensors = new ArrayList<>();
        for (int i = 0; i < SENSORS; i++) {
            sensors.add(new VirtualSensor(new SensorId("dma-" + i), 20 + i, 5, i, ZoneOffset.UTC, List.of()));
        }
        List<Sample> samples = new ArrayList<>();
        VirtualMeter logger = new VirtualMeter(meter, sensors, 0.001, 1);
        meter.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        Minute minute = Minute.containing(clock.instant()).plus(1);
        for (int i = 1; i <= days * DAY; i++, minute = minute.plus(1)) {
            while (clock.instant().isBefore(minute.start())) {
                LockSupport.parkNanos(1_000_000);
            }
            logger.send(minute);
            if (i % DAY == 0) {
                samples.add(sample(i / DAY, process));
                Rig.figure("soak %s", samples.get(samples.size() - 1));
            }
        }
        return samples;
    }

    private Sample sample(int day, Process process) throws IOException {
        double[] megabytes = new double[2];
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith("device.")) { // that is the device's memory
                    megabytes[name.equals("nightflow.db") ? 0 : 1] += attributes.size() / 1e6;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE; // it was delivered in the meantime
            }
        });
        return new Sample(day, ProcessUse.of(process.toHandle()), megabytes[0], megabytes[1]);
    }

    private void report(int days, List<Sample> samples, long delivered) throws Exception {
        List<Sample> settled =
                samples.stream().filter(sample -> sample.day() >= SETTLED_DAY).toList();
        double resident = slope(settled, sample -> sample.use().residentMb());
        Rig.figure(
                "soak: %d days of %d sensors: slope a day: resident %.2f MB, threads %.2f, descriptors %.2f, database %.1f"
                        + " MB, other files %.2f MB; %,d readings stored, %,d rows at the device",
                days,
                SENSORS,
                resident,
                slope(settled, sample -> sample.use().threads()),
                slope(settled, sample -> sample.use().descriptors()),
                slope(settled, Sample::databaseMb),
                slope(settled, Sample::otherMb),
                readings(),
                delivered);
        assertThat(resident).isLessThan(RESIDENT_MB_A_DAY_MAX);
        assertThat(slope(settled, sample -> sample.use().threads())).isLessThan(0.5);
        assertThat(slope(settled, sample -> sample.use().descriptors())).isLessThan(0.5);
        assertThat(slope(settled, Sample::otherMb)).isLessThan(1);
        assertThat(readings()).isGreaterThan((long) (0.99 * days * DAY * SENSORS));
        assertThat(delivered).isGreaterThan((long) (0.95 * (days - 1) * DAY * SENSORS));
    }

    private long readings() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"))) {
            return connection
                    .createStatement()
                    .executeQuery("SELECT count(*) FROM reading")
                    .getLong(1);
        }
    }

    /** Least squares: how much it grows a day. */
    private static double slope(List<Sample> samples, ToDoubleFunction<Sample> of) {
        double days = samples.stream().mapToDouble(Sample::day).average().orElse(0);
        double mean = samples.stream().mapToDouble(of).average().orElse(0);
        double up = samples.stream()
                .mapToDouble(sample -> (sample.day() - days) * (of.applyAsDouble(sample) - mean))
                .sum();
        double down = samples.stream()
                .mapToDouble(sample -> Math.pow(sample.day() - days, 2))
                .sum();
        return down == 0 ? 0 : up / down;
    }
}
