package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.repository.HowToTest;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.simulator.DeviceMemory;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.simulator.VirtualDevice;
import io.nightflow.simulator.VirtualMeter;
import io.nightflow.simulator.VirtualSensor;
import io.nightflow.simulator.VirtualSensor.Event;
import io.nightflow.simulator.VirtualSensor.Kind;
import io.nightflow.store.ReadingStore;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job, end to end: a virtual meter and a virtual device on pseudo-terminals, a real database, a real staging
 * directory, the product's own routes, Quartz on a faster clock; one in ten of the device's answers is lost, and another
 * program holds the database's lock for a while.
 */
@Tag("slow")
class GatewayTest {
    private static final Instant START = Instant.parse("2026-03-10T21:40:00Z");
    private static final Minute FIRST = Minute.containing(START);
    private static final int MINUTES = 50;
    private static final int SENSORS = 2;
    private static final int WEEK_FORECASTS = 2 * 2 * SENSORS; // of 21:00 and 22:00, flow and pressure
    private static final long ROWS = MINUTES * SENSORS + WEEK_FORECASTS;
    private static final double SPEED = 600;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    private static List<VirtualSensor> sensors;
    private static List<String> deviceRows;
    private static List<String> weekForecasts;
    private static final List<String> served = new ArrayList<>();
    private static List<String> deviceAlerts;

    @BeforeAll
    static void run() throws Exception {
        Event glitch = new Event(FIRST.plus(33), FIRST.plus(34), Kind.PRESSURE_FAULT, 99);
        sensors = List.of(
                new VirtualSensor(new SensorId("dma-1"), 60, 5, 1, ZoneOffset.UTC, List.of()),
                new VirtualSensor(new SensorId("dma-2"), 20, 4, 2, ZoneOffset.UTC, List.of(glitch)));
        Settings settings = settings();
        history(settings);
        Random random = new Random(3);
        GatewayClock clock = GatewayClock.simulated(InstantSource.system(), START.minus(Duration.ofMinutes(38)), SPEED);
        try (PseudoTerminal meterLine = PseudoTerminal.open(folder.resolve("meter"));
                PseudoTerminal deviceLine = PseudoTerminal.open(folder.resolve("device"));
                DeviceMemory memory = DeviceMemory.open(folder);
                Gateway gateway = Gateway.open(settings, clock)) {
            VirtualDevice device =
                    new VirtualDevice("box", deviceLine, memory, VirtualDevice.SMALL, () -> random.nextDouble() < 0.1);
            Thread thread = new Thread(device, "box");
            thread.start();
            gateway.start();
            meter(new VirtualMeter(meterLine, sensors, 0, 5), clock);
            await().atMost(LIMIT).until(() -> device.stored() > ROWS); // and an alert
            await().atMost(LIMIT).until(() -> gateway.lanes().results().delivered() >= ROWS);
            ObjectName managed = new ObjectName(
                    "org.apache.camel:context=nightflow,type=station,kind=forecast,name=\"forecast-demand\"");
            for (String figure : List.of("FlowServed", "PressureServed")) {
                served.add(ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(managed, figure)
                        .toString());
            }
            device.stop();
            thread.join();
        }
        List<String> all = Files.readAllLines(folder.resolve("device.csv"));
        deviceRows = all.stream().filter(row -> row.startsWith("R,")).toList();
        weekForecasts = all.stream().filter(row -> row.startsWith("F,")).toList();
        deviceAlerts = all.stream().filter(row -> row.startsWith("E,")).toList();
    }

    private static Settings settings() throws IOException, SettingsException {
        Files.createDirectories(folder.resolve("routes"));
        try (Stream<Path> routes = Files.list(Path.of("routes"))) {
            for (Path route : routes.toList()) {
                Files.copy(route, folder.resolve("routes").resolve(route.getFileName()));
            }
        }
        Files.writeString(
                folder.resolve("routes/alerts-to-file.camel.yaml"), HowToTest.yaml("docs/how-to/alerts.md", 0));
        Properties properties = new Properties();
        properties.setProperty("meter.port", folder.resolve("meter").toString());
        properties.setProperty("device.port", folder.resolve("device").toString());
        properties.setProperty("device.baud", "115200");
        properties.setProperty("staging.any-file-system", "true");
        properties.setProperty("route.alerts", folder.resolve("alerts").toString());
        return Settings.of(folder, properties);
    }

    /** The last five weeks: 10 in flow, 3 in pressure. */
    private static void history(Settings settings) throws Exception {
        List<Reading> history = new ArrayList<>();
        for (int minute = 41; minute <= 35 * 1_440; minute++) { // up to the hour in which the gateway starts
            for (VirtualSensor sensor : sensors) {
                history.add(new Reading(sensor.id(), FIRST.plus(-minute), 10, 3, Quality.GOOD));
            }
        }
        try (Gateway gateway = Gateway.open(settings, GatewayClock.of(InstantSource.fixed(START)))) {
            gateway.readings().append(history, ReadingStore.Kind.HISTORY).join();
        }
    }

    private static void meter(VirtualMeter meter, GatewayClock clock) throws Exception {
        for (int i = 0; i < MINUTES; i++) {
            Minute minute = FIRST.plus(i);
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(LIMIT)
                    .until(() -> !clock.instant().isBefore(minute.end()));
            meter.send(minute);
            if (i == 2) {
                holdTheDatabase();
            }
        }
    }

    private static void holdTheDatabase() throws SQLException {
        try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"))) {
            foreign.createStatement().execute("PRAGMA busy_timeout = 5000");
            foreign.createStatement().execute("BEGIN IMMEDIATE");
            Instant end = InstantSource.system().instant().plusMillis(1_500);
            await().atMost(LIMIT).until(() -> InstantSource.system().instant().isAfter(end));
            foreign.createStatement().execute("ROLLBACK");
        }
    }

    @Test
    void every_reading_is_stored_as_the_meter_sent_it() throws SQLException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < MINUTES; i++) {
            for (VirtualSensor sensor : sensors) {
                VirtualSensor.Values values = sensor.at(FIRST.plus(i));
                expected.add(FIRST.plus(i).epochSecond() + "|" + sensor.id() + "|" + values.flow() + "|"
                        + values.pressure());
            }
        }
        assertThat(query("SELECT r.minute, s.name, r.flow, r.pressure FROM reading r JOIN sensor s ON s.id = r.sensor"
                        + " WHERE r.minute >= " + FIRST.epochSecond() + " ORDER BY r.minute, s.name"))
                .isEqualTo(expected);
    }

    @Test
    void every_reading_reaches_the_device_once_and_in_the_order_of_the_numbers() {
        List<String> keys = deviceRows.stream()
                .map(row -> row.split(",")[3] + " " + row.split(",")[4])
                .toList();
        assertThat(keys).doesNotHaveDuplicates().hasSize(MINUTES * sensors.size());
        List<Long> numbers = Stream.concat(deviceRows.stream(), weekForecasts.stream())
                .map(row -> Long.valueOf(row.split(",")[2]))
                .toList();
        assertThat(numbers).hasSize((int) ROWS).contains(1L, ROWS).doesNotHaveDuplicates();
        List<Long> minutes =
                deviceRows.stream().map(row -> Long.valueOf(row.split(",")[4])).toList();
        assertThat(minutes).isSorted();
    }

    @Test
    void only_the_row_of_a_full_hour_carries_a_forecast() {
        long fullHour = Minute.containing(Instant.parse("2026-03-10T22:00:00Z")).epochSecond();
        for (String row : deviceRows) {
            String forecast = row.split(",")[9] + " " + row.split(",")[10];
            assertThat(forecast).as(row).isEqualTo(row.split(",")[4].equals("" + fullHour) ? "10 3" : "0 0");
        }
    }

    @Test
    void the_next_seven_days_follow_the_row_of_the_full_hour() {
        Minute fullHour = Minute.containing(Instant.parse("2026-03-10T22:00:00Z"));
        long number = deviceRows.stream()
                .filter(row -> row.split(",")[4].equals("" + fullHour.epochSecond()))
                .mapToLong(row -> Long.parseLong(row.split(",")[2]))
                .max()
                .orElseThrow();
        assertThat(weekForecasts)
                .filteredOn(row -> row.split(",")[4].equals("" + fullHour.epochSecond()))
                .extracting(row -> row.substring(row.indexOf(",", 2) + 1))
                .containsExactly(
                        number + 1 + ",dma-1," + fullHour.epochSecond() + ",flow,10;10;10;10;10;10;10",
                        number + 2 + ",dma-1," + fullHour.epochSecond() + ",pressure,3;3;3;3;3;3;3",
                        number + 3 + ",dma-2," + fullHour.epochSecond() + ",flow,10;10;10;10;10;10;10",
                        number + 4 + ",dma-2," + fullHour.epochSecond() + ",pressure,3;3;3;3;3;3;3");
    }

    @Test
    void operators_see_in_jmx_how_sensors_are_forecast() {
        assertThat(served).containsExactly("corrected-mean 2", "corrected-mean 2");
    }

    @Test
    void an_outlier_is_found_and_told_to_the_device_with_its_stage() throws SQLException {
        long minute = FIRST.plus(33).epochSecond();
        assertThat(query("SELECT pressure_stages, pressure_reason FROM outlier WHERE pressure_reason <> ''"))
                .containsExactly("455|range|pressure|99 bar|-1|40");
        assertThat(deviceRows)
                .filteredOn(row -> row.split(",")[8].startsWith("4"))
                .singleElement()
                .asString()
                .contains(",dma-2," + minute + ",");
    }

    @Test
    void an_alert_reaches_the_device_and_an_integrators_route_at_once() throws IOException {
        long minute = FIRST.plus(33).epochSecond();
        assertThat(deviceAlerts).singleElement().asString().satisfies(row -> {
            assertThat(row.split(",")[2]).as("its lane has its own numbers").isEqualTo("1");
            assertThat(row).endsWith(",dma-2," + minute + ",pressure,system,4,meter fault,99,,start,1,0");
        });
        assertThat(folder.resolve("alerts/alerts.log"))
                .content()
                .isEqualTo(
                        "dma-2 meter fault starts 2026-03-10T22:13:00Z: pressure 99 bar is outside of the range -1 to"
                                + " 40\n");
    }

    @Test
    void the_ten_minutes_of_the_night_have_their_mean() throws SQLException {
        Minute first = Minute.containing(Instant.parse("2026-03-10T22:00:00Z"));
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += sensors.get(0).at(first.plus(i)).flow();
        }
        List<String> means =
                query("SELECT n.minute, n.mean, n.minutes FROM night_flow n JOIN sensor s ON s.id = n.sensor"
                        + " WHERE s.name = 'dma-1' AND n.minute >= " + FIRST.epochSecond() + " ORDER BY n.minute");
        String[] ofFirst = means.get(0).split("\\|");
        assertThat(ofFirst[0]).isEqualTo(Long.toString(first.plus(9).epochSecond()));
        assertThat(Double.parseDouble(ofFirst[1])).isCloseTo(sum / 10, Offset.offset(1e-9));
        assertThat(means).allMatch(mean -> mean.endsWith("|10"));
    }

    @Test
    void nothing_is_left_behind() throws IOException {
        try (Stream<Path> ready = Files.list(folder.resolve("staging/results/ready"));
                Stream<Path> dead = Files.list(folder.resolve("staging/results/dead"))) {
            assertThat(ready).isEmpty();
            assertThat(dead).isEmpty();
        }
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"));
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            while (row.next()) {
                List<String> fields = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    fields.add(row.getString(i));
                }
                rows.add(String.join("|", fields));
            }
        }
        return rows;
    }
}
