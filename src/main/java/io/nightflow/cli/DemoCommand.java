package io.nightflow.cli;

import io.nightflow.demo.DemoAccount;
import io.nightflow.demo.DemoFolder;
import io.nightflow.demo.DemoMeters;
import io.nightflow.demo.DemoPace;
import io.nightflow.demo.DemoSummary;
import io.nightflow.gateway.Gateway;
import io.nightflow.gateway.Logging;
import io.nightflow.operate.ConsolePort;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.simulator.DeviceMemory;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.simulator.VirtualDevice;
import io.nightflow.simulator.VirtualMeter;
import io.nightflow.simulator.VirtualSensor;
import io.nightflow.simulator.VirtualSensor.Event;
import io.nightflow.simulator.VirtualSensor.Kind;
import io.nightflow.site.ForecastWiring;
import io.nightflow.store.ReadingStore;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole gateway between a virtual meter and a virtual device, a night in a minute. */
@Command(
        name = "demo",
        description = "Run the gateway between a virtual meter and a virtual device, a night in a minute or so.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final LocalTime EVENING = LocalTime.of(21, 0);
    private static final Duration HISTORY = Duration.ofDays(35);
    private static final Duration LAST_JOBS =
            Duration.ofSeconds(105); // the last ten minutes of night flow are due then
    private static final double DAMAGED_SHARE = 0.01;
    private static final int MINUTES_A_DAY = 24 * 60;
    private static final long SEED = 7;
    private static final double LINE_SPEED = 10;
    private static final double BUS_SPEED = 1;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Keep everything in this folder (default: a new one among the temporary files).")
    private Path wanted = Path.of("");

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "Simulated minutes a second, 0.1 to 60 (default: 10; 1 with --meters modbus).")
    private double wantedSpeed = Double.NaN;

    @Option(names = "--hours", paramLabel = "N", description = "Simulated hours, 1 to 240 (default: ${DEFAULT-VALUE}).")
    private int hours = 12;

    @Option(
            names = "--meters",
            paramLabel = "KIND",
            description =
                    "line: a meter that speaks; modbus: meters on a bus that are asked (default: ${DEFAULT-VALUE}).")
    private String meters = "line";

    @Option(
            names = "--exit",
            description = "End after the night; else the page stays until Ctrl-C where a person sits at a terminal.")
    private boolean exit;

    private final CommandOutput terminal = CommandOutput.standard();
    private double minutesASecond = LINE_SPEED;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;

    @Override
    public Integer call() throws Exception {
        checkOptions();
        DemoFolder folder = DemoFolder.create(wanted, isBus());
        Logging.toFile(folder.directory().resolve("nightflow.log"));
        Settings settings = Settings.read(folder.directory());
        Instant start = InstantSource.system()
                .instant()
                .minus(Duration.ofDays(1))
                .atZone(settings.zone())
                .with(EVENING)
                .toInstant();
        terminal.line("Nightflow demo: the gateway between "
                + (isBus() ? "three virtual Modbus meters on a bus" : "a virtual meter (3 sensors)")
                + " and a virtual device,");
        terminal.line(String.format(
                "from 21:00 for %d hours at %s simulated minutes a second. Ctrl-C ends it.", hours, speedText()));
        terminal.line("Everything lies in " + folder.directory());
        terminal.line("See the water at " + ConsolePort.page(settings) + " as soon as the night begins.");
        List<VirtualSensor> sensors = sensors(start, settings.zone(), ForecastWiring.calendar(settings)::isHolidayOn);
        buildHistory(settings, sensors, start);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "stop"));
        try (PseudoTerminal meterLine = PseudoTerminal.open(folder.meterPort());
                PseudoTerminal deviceLine = PseudoTerminal.open(folder.devicePort());
                DeviceMemory memory = DeviceMemory.open(folder.directory())) {
            VirtualDevice device =
                    new VirtualDevice("virtual-device", deviceLine, memory, VirtualDevice.SMALL, () -> false);
            Thread deviceThread = new Thread(device, "virtual-device");
            deviceThread.start();
            if (isBus()) {
                try (DemoMeters bus = new DemoMeters(meterLine, sensors, minutesASecond * 60, start)) {
                    night(settings, start, minute -> 0, bus::measure, bus::answered);
                }
            } else {
                VirtualMeter meter = new VirtualMeter(meterLine, sensors, DAMAGED_SHARE, SEED);
                night(settings, start, meter::send, now -> {}, () -> 0);
            }
            device.stop();
            deviceThread.join(TimeUnit.SECONDS.toMillis(1));
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private void checkOptions() throws UserError {
        List<String> faults = new ArrayList<>();
        if (!meters.matches("line|modbus")) {
            faults.add("--meters: must be line or modbus (got " + meters + ")");
        }
        minutesASecond = Double.isNaN(wantedSpeed) ? (isBus() ? BUS_SPEED : LINE_SPEED) : wantedSpeed;
        if (isBus() && minutesASecond > BUS_SPEED) {
            faults.add("--speed: must be 0.1 to 1 with --meters modbus, for a bus can be asked only so fast (got "
                    + minutesASecond + ")");
        }
        if (!(minutesASecond >= 0.1 && minutesASecond <= 60)) {
            faults.add("--speed: must be 0.1 to 60 (got " + minutesASecond + ")");
        }
        if (hours < 1 || hours > 240) {
            faults.add("--hours: must be 1 to 240 (got " + hours + ")");
        }
        if (!faults.isEmpty()) {
            throw UserError.usage(String.join(System.lineSeparator(), faults));
        }
    }

    private boolean isBus() {
        return meters.equals("modbus");
    }

    private String speedText() {
        return minutesASecond == Math.rint(minutesASecond)
                ? Long.toString((long) minutesASecond)
                : Double.toString(minutesASecond);
    }

    private static List<VirtualSensor> sensors(Instant start, ZoneId zone, Predicate<LocalDate> holidays) {
        Minute evening = Minute.containing(start);
        Event glitch = new Event(evening.plus(137), evening.plus(138), Kind.FLOW_GLITCH, 40);
        Event burst = new Event(evening.plus(160), evening.plus(240), Kind.LEAK, 60);
        // since the night before, which is history: the second night in a row tells it
        Event leak = new Event(evening.plus(240 - MINUTES_A_DAY), evening.plus(1_000_000), Kind.LEAK, 6);
        Event fault = new Event(evening.plus(340), evening.plus(342), Kind.PRESSURE_FAULT, 99);
        return List.of(
                new VirtualSensor(new SensorId("dma-north"), 60, 5.2, 1, zone, holidays, List.of(glitch, burst)),
                new VirtualSensor(new SensorId("dma-harbour"), 30, 4.6, 2, zone, holidays, List.of(leak)),
                new VirtualSensor(new SensorId("dma-hill"), 12, 6.1, 3, zone, holidays, List.of(fault)));
    }

    private void buildHistory(Settings settings, List<VirtualSensor> sensors, Instant start) throws Exception {
        Minute end = Minute.containing(start);
        long days = HISTORY.toDays();
        try (Gateway gateway = Gateway.open(settings, GatewayClock.of(InstantSource.fixed(start)))) {
            for (long day = days; day > 0; day--) {
                gateway.readings()
                        .append(history(sensors, end.plus(-day * MINUTES_A_DAY)), ReadingStore.Kind.HISTORY)
                        .join();
                terminal.progress(
                        "Building five weeks of history",
                        days - day + 1,
                        days,
                        String.format("%,d readings", (days - day + 1) * MINUTES_A_DAY * sensors.size()));
            }
            gateway.learn();
        }
    }

    private static List<Reading> history(List<VirtualSensor> sensors, Minute first) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < MINUTES_A_DAY; i++) {
            Minute minute = first.plus(i);
            for (VirtualSensor sensor : sensors) {
                VirtualSensor.Values values = sensor.at(minute);
                readings.add(new Reading(sensor.id(), minute, values.flow(), values.pressure(), Quality.GOOD));
            }
        }
        return readings;
    }

    /** Sends what meters measured in a minute; gives how many lines were sent whole. */
    @FunctionalInterface
    private interface Sending {
        int send(Minute minute) throws IOException;
    }

    private void night(
            Settings settings, Instant start, Sending meter, Consumer<Instant> measure, LongSupplier answered)
            throws Exception {
        GatewayClock clock = GatewayClock.simulated(InstantSource.system(), start, minutesASecond * 60);
        clock.stop();
        Minute meterEnd = Minute.containing(start.plus(Duration.ofHours(hours)));
        try (Gateway gateway = Gateway.open(settings, clock)) {
            gateway.start();
            DemoAccount account = new DemoAccount(gateway, settings, terminal::line, Minute.containing(start));
            DemoPace pace = new DemoPace(gateway, clock, () -> stopping);
            pace.waitFor("ports", gateway.operators()::areLinesOpen);
            if (Files.exists(settings.path(Key.FORECAST_MODELS).resolve("flow.onnx"))) {
                pace.waitFor("models", gateway.operators()::areModelsTaken);
            }
            for (Minute next = Minute.containing(start); !stopping && next.isBefore(meterEnd); next = next.plus(1)) {
                pace.until(next.end(), () -> {
                    measure.accept(clock.instant());
                    account.tell();
                });
                pace.sent(next, meter.send(next));
                pace.keepUp();
            }
            pace.until(meterEnd.start().plus(LAST_JOBS), account::tell);
            clock.stop(); // the meter has ended, and nobody is to call it silent
            pace.drain(account::tell);
            new DemoSummary(gateway, settings, terminal::line, Minute.containing(start), pace, answered)
                    .print(stopping);
            stay(settings);
        }
    }

    /** Whoever looks at the page has time to; a script has not. */
    private void stay(Settings settings) throws InterruptedException {
        if (!exit && terminal.isTerminal() && !stopping) {
            terminal.line("The page stays at " + ConsolePort.page(settings) + " until Ctrl-C.");
            asked.await();
        }
    }

    private void stopAndWait() {
        stopping = true;
        asked.countDown();
        try {
            stopped.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
