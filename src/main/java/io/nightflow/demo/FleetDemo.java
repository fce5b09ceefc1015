package io.nightflow.demo;

import io.nightflow.fleet.FleetProgram;
import io.nightflow.fleet.FleetView;
import io.nightflow.gateway.BareGateway;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.FleetKey;
import io.nightflow.settings.FleetSettings;
import io.nightflow.settings.Key;
import io.nightflow.settings.SettingsException;
import io.nightflow.simulator.VirtualSensor;
import io.nightflow.simulator.VirtualSensor.Event;
import io.nightflow.simulator.VirtualSensor.Kind;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A fleet to look at: the embedded broker, a worker with its page, and gateways whose meters have a past. Every fifth has a leak,
 * every seventh a burst in the night, the last one goes without a word.
 */
public final class FleetDemo implements AutoCloseable {
    private static final int HISTORY_DAYS = 28;
    private static final int LEAKING_DAYS = 3;
    private static final int DAY = 1_440;
    private static final long NEVER = 1_000_000;

    private final Path models = Path.of(System.getProperty("nightflow.home", "."))
            .resolve("config/models")
            .toAbsolutePath();
    private final GatewayClock clock;
    private final FleetProgram fleet;
    private final List<Simulated> gateways = new ArrayList<>();
    private final Path folder;
    private final Instant start;
    private final String broker;

    private record Simulated(BareGateway gateway, List<VirtualSensor> sensors) {}

    private FleetDemo(Path folder, GatewayClock clock, FleetProgram fleet, String broker) {
        this.folder = folder;
        this.clock = clock;
        this.fleet = fleet;
        this.broker = broker;
        start = clock.instant();
    }

    /**
     * Starts broker, worker and page; no gateway is there yet.
     *
     * @param clock the simulated one, midnight at its start.
     * @throws IOException a port or the folder cannot be used.
     */
    public static FleetDemo start(Path folder, GatewayClock clock, int brokerPort, int pagePort)
            throws SettingsException, IOException, GeneralSecurityException {
        Path config = Files.createDirectories(folder.resolve("fleet").resolve("config"));
        Files.writeString(
                config.resolve("fleet.properties"),
                FleetKey.BROKER_PORT + " = " + brokerPort + "\n" + FleetKey.PAGE_PORT + " = " + pagePort + "\n");
        FleetProgram fleet = FleetProgram.start(FleetSettings.read(folder.resolve("fleet")), clock);
        return new FleetDemo(folder, clock, fleet, "tcp://127.0.0.1:" + brokerPort);
    }

    /** Where the page is. */
    public String page() {
        return fleet.page();
    }

    /** A gateway comes: four weeks are known to it. */
    public void add(int number) throws SettingsException, IOException {
        String name = String.format("gw-%02d", number);
        BareGateway gateway = BareGateway.open(
                folder.resolve(name), name, broker, start, Key.FORECAST_MODELS.text() + " = " + models);
        List<VirtualSensor> sensors = sensors(number);
        Minute first = Minute.containing(start);
        for (int day = HISTORY_DAYS; day > 0; day--) {
            List<Reading> past = new ArrayList<>();
            for (int minute = 0; minute < DAY; minute++) {
                past.addAll(readings(sensors, first.plus(minute - (long) day * DAY)));
            }
            gateway.remember(past);
        }
        gateway.learn();
        gateway.forecast();
        gateway.start();
        gateway.stage();
        gateways.add(new Simulated(gateway, sensors));
    }

    /** The minutes from one to another come to all gateways; the last of them has gone before. */
    public void hear(Minute from, Minute to) throws IOException {
        for (Simulated each : gateways) {
            List<Reading> minutes = new ArrayList<>();
            for (Minute minute = from; minute.isBefore(to); minute = minute.plus(1)) {
                minutes.addAll(readings(each.sensors(), minute));
            }
            each.gateway().hear(minutes, clock.instant());
            each.gateway().measure();
            each.gateway().tellState();
        }
    }

    /** The last one that came goes without a word. */
    public void loseOne() throws IOException {
        gateways.remove(gateways.size() - 1).gateway().close();
    }

    /** Rows that wait at the gateways. */
    public long waiting() throws IOException {
        long waiting = 0;
        for (Simulated each : gateways) {
            waiting += each.gateway().waiting();
        }
        return waiting;
    }

    private List<VirtualSensor> sensors(int number) {
        Minute first = Minute.containing(start);
        List<VirtualSensor> sensors = new ArrayList<>();
        for (int i = 0; i < (number % 3 == 0 ? 2 : 1); i++) {
            double mean = 12 + 7 * ((number * 3 + i * 5) % 11);
            List<Event> events = new ArrayList<>();
            if (number % 5 == 2 && i == 0) {
                events.add(
                        new Event(first.plus(-(long) LEAKING_DAYS * DAY), first.plus(NEVER), Kind.LEAK, mean * 0.12));
            }
            if (number % 7 == 3 && i == 0) {
                events.add(new Event(first.plus(150), first.plus(600), Kind.LEAK, mean));
            }
            sensors.add(new VirtualSensor(
                    new SensorId("dma-" + (char) ('a' + i)), mean, 4.8 + i, number * 10L + i, ZoneOffset.UTC, events));
        }
        return sensors;
    }

    private static List<Reading> readings(List<VirtualSensor> sensors, Minute minute) {
        List<Reading> readings = new ArrayList<>();
        for (VirtualSensor sensor : sensors) {
            VirtualSensor.Values values = sensor.at(minute);
            readings.add(new Reading(sensor.id(), minute, values.flow(), values.pressure(), Quality.GOOD));
        }
        return readings;
    }

    /** What became of it, for people. */
    public List<String> account(Instant at, Duration hours) {
        FleetView.Now now = fleet.view().now();
        List<String> lines = new ArrayList<>();
        lines.add("After " + hours.toHours() + " hours, at " + at + ":");
        lines.add("  " + now.gateways().size() + " gateways known, " + now.late() + " late or gone, " + now.rows()
                + " rows and alerts stored");
        lines.add(String.format(
                "  %d leaks open, %.0f m3 a day, the largest first:",
                now.leaks().size(), now.perDay()));
        now.leaks().stream()
                .limit(5)
                .forEach(leak -> lines.add(String.format("    %-20s %6.1f m3 a day", leak.label(), leak.perDay())));
        lines.add("  " + (now.events().size() - now.leaks().size()) + " other events open");
        return lines;
    }

    /** How long the gateways get at the end to bring what they have. */
    public static Duration patience() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void close() throws IOException {
        for (Simulated each : gateways) {
            each.gateway().close();
        }
        fleet.close();
    }
}
