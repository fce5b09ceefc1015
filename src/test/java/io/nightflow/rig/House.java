package io.nightflow.rig;

import static org.awaitility.Awaitility.await;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.link.Frame;
import io.nightflow.link.Message;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.rig.MutantDisk.Mutant;
import io.nightflow.simulator.PseudoTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A gateway and a device as real processes with a bad cable between them, and the account of what must come of it: every
 * reading that was committed reaches the device's memory once, in the order of the numbers.
 */
final class House implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path folder;
    private final Mutant mutant;
    private final PseudoTerminal meter;
    private final PseudoTerminal gatewaySide;
    private final PseudoTerminal deviceSide;
    private final Cable cable;
    private final int sensors;
    private Minute next;
    private @Nullable Path deviceProgram;
    private Process gateway;
    private Process device;

    House(Path folder, Path staging, int sensors, Mutant mutant, long seed) throws IOException {
        this(folder, staging, sensors, mutant, seed, Cable.Quality.BAD);
    }

    House(Path folder, Path staging, int sensors, Mutant mutant, long seed, Cable.Quality quality) throws IOException {
        this.folder = folder;
        this.sensors = sensors;
        this.mutant = mutant;
        NightflowProcess.folder(folder, """
                meter.port = %1$s/meter
                device.port = %1$s/gateway-side
                meter.baud = 921600
                device.baud = %3$d
                detect.cron = * * * * * ?
                deliver.cron = * * * * * ?
                staging.directory = %2$s
                """.formatted(folder, staging, quality.baud()));
        meter = PseudoTerminal.open(folder.resolve("meter"));
        gatewaySide = PseudoTerminal.open(folder.resolve("gateway-side"));
        deviceSide = PseudoTerminal.open(folder.resolve("device-side"));
        cable = new Cable(gatewaySide, deviceSide, quality, seed);
        next = Minute.containing(InstantSource.system().instant().minus(Duration.ofDays(300)));
    }

    void startGateway() throws Exception {
        NightflowProcess process = mutant == Mutant.NONE
                ? NightflowProcess.start("run", "--dir", folder.toString())
                : NightflowProcess.startMain("io.nightflow.gateway.MutantGateway", folder.toString(), mutant.name());
        gateway = process.process();
        process.waitFor("meter is open", "Nightflow runs");
        process.drainInBackground();
    }

    /** The device is this program from now on, called with its line and its folder. */
    void useDevice(@Nullable Path program) {
        deviceProgram = program;
    }

    void startDevice() throws Exception {
        String line = deviceSide.link().toRealPath().toString();
        NightflowProcess process = deviceProgram == null
                ? NightflowProcess.startMain(DeviceProcess.class.getName(), line, folder.toString())
                : NightflowProcess.startProgram(deviceProgram.toString(), line, folder.toString());
        device = process.process();
        process.waitFor("device is up");
        process.drainInBackground();
    }

    /** Sends minutes and waits until their readings are committed. */
    void send(int minutes) throws Exception {
        long before = readings();
        meter.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < minutes; i++) {
            for (int sensor = 0; sensor < sensors; sensor++) {
                meter.write(Frame.encode(
                        new Message.MeterReading(0, 0, new SensorId("s" + sensor), next.epochSecond(), sensor + 0.5, 4)
                                .body()));
            }
            next = next.plus(1);
        }
        await().atMost(LIMIT).until(() -> readings() >= before + (long) minutes * sensors);
    }

    void killGateway() throws InterruptedException {
        kill(gateway);
    }

    void killDevice() throws InterruptedException {
        kill(device);
    }

    /**
     * A power cut of the staging directory's disk. The database, on another disk, is locked first: on xfs an fsync may say
     * OK after the cut, and what is acknowledged only then must not count as acknowledged.
     */
    void cut(LoopDisk disk) throws Exception {
        try (Connection fence = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"))) {
            fence.createStatement().execute("PRAGMA busy_timeout = 5000");
            fence.createStatement().execute("BEGIN IMMEDIATE");
            disk.cut();
            killGateway();
            fence.createStatement().execute("ROLLBACK");
        }
        disk.unmount();
        disk.mount();
    }

    private static void kill(Process process) throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    Cable cable() {
        return cable;
    }

    long delivered() throws IOException {
        Path csv = folder.resolve("device.csv");
        return Files.exists(csv) ? Files.size(csv) : 0;
    }

    long readings() throws SQLException {
        Path file = folder.resolve("nightflow.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.createStatement().execute("PRAGMA busy_timeout = 5000");
            ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM reading");
            return row.getLong(1);
        }
    }

    /** What came of it; waits until everything is delivered, or until nothing has come for a while. */
    Account account(Duration patience) throws Exception {
        long wanted = readings();
        long[] seen = {-1, System.nanoTime()};
        await().atMost(Duration.ofMinutes(60)).until(() -> {
            long now = rows().size();
            if (now != seen[0]) {
                seen[0] = now;
                seen[1] = System.nanoTime();
            }
            return now >= wanted || System.nanoTime() - seen[1] > patience.toNanos();
        });
        List<String> rows = rows();
        Set<String> distinct = new HashSet<>();
        long doubled = 0;
        long disorder = 0;
        long lastNumber = 0;
        for (String row : rows) {
            String[] fields = row.split(",");
            doubled += distinct.add(fields[3] + " " + fields[4]) ? 0 : 1;
            disorder += Long.parseLong(fields[2]) > lastNumber ? 0 : 1;
            lastNumber = Long.parseLong(fields[2]);
        }
        return new Account(wanted, wanted - distinct.size(), doubled, disorder);
    }

    private List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("device.csv"))) {
            if (line.startsWith("R,") && line.split(",").length == 11) {
                rows.add(line);
            }
        }
        return rows;
    }

    @Override
    public void close() {
        for (Process process : new Process[] {gateway, device}) {
            if (process != null) {
                process.toHandle().destroyForcibly();
                process.onExit().join();
            }
        }
        cable.close();
        meter.close();
        gatewaySide.close();
        deviceSide.close();
    }

    /** Committed readings, and what went wrong with them on the way to the device. */
    record Account(long rows, long lost, long doubled, long disordered) {
        boolean isClean() {
            return lost == 0 && doubled == 0 && disordered == 0;
        }
    }
}
