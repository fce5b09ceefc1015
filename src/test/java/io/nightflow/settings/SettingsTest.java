package io.nightflow.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void defaults_hold_where_the_file_is_missing_and_keep_their_own_rules() throws SettingsException {
        Settings settings = Settings.read(folder);
        assertThat(settings.get(Key.COLLECT_GROUP)).isEqualTo(Duration.ofMillis(100));
        Properties defaults = new Properties();
        for (Setting<?> key : Key.all()) {
            defaults.setProperty(key.text(), key.defaultValue());
        }
        assertThat(Settings.of(folder, defaults).placeholders()).isEqualTo(settings.placeholders());
    }

    @Test
    void all_faults_are_told_at_once_with_rule_and_value() {
        assertThat(faults(
                        "nigth.start", "23:00",
                        "meter.baud", "fast",
                        "detect.cron", "every minute",
                        "site.zone", "Eruope/Rome",
                        "night.grace", "60",
                        "meter.port", "ttyUSB0",
                        "detect.flow-max", "1e3"))
                .containsExactly(
                        "detect.cron: must be a Quartz cron such as 0 * * * * ? (got every minute)",
                        "detect.flow-max: must be a number from -1000000 to 1000000 (got 1e3)",
                        "meter.baud: must be a whole number from 300 to 921600 (got fast)",
                        "meter.port: must be an absolute path, tcp:host:port with a port from 1 to 65535, or none (got ttyUSB0)",
                        "night.grace: must be a duration from 0s to 1h, such as 90s (got 60)",
                        "nigth.start: is not a setting. Did you mean night.start? (got 23:00)",
                        "site.zone: must be a time zone such as Europe/Rome. Did you mean Europe/Rome? (got Eruope/Rome)");
    }

    @Test
    void settings_that_do_not_go_together_are_told() {
        assertThat(faults("night.start", "05:00"))
                .containsExactly("night.start: must differ from night.end (got 05:00)");
        assertThat(faults("meter.port", "/dev/x", "device.port", "/dev/x", "meter.baud", "19200"))
                .containsExactly("device.baud: must equal meter.baud, for both use one port (got 9600)");
    }

    @Test
    void keys_of_camel_and_of_own_routes_are_passed_on() throws SettingsException {
        Settings settings = Settings.of(folder, properties("camel.main.durationMaxSeconds", "5", "route.mail", "x@y"));
        assertThat(settings.placeholders()).containsEntry("route.mail", "x@y");
    }

    @Test
    void a_list_of_sensors_gives_units_and_ranges() throws Exception {
        MeteringPoints points = sensors("dma-1,L/s,kPa,-5,100,,10");
        assertThat(points.of(new SensorId("dma-1")).flowUnit()).isEqualTo(Unit.L_PER_SECOND);
        assertThat(points.of(new SensorId("dma-1")).pressure().min()).isEqualTo(-1);
        assertThat(points.of(new SensorId("other")).flow().max()).isEqualTo(10_000);
    }

    @Test
    void a_wrong_list_of_sensors_is_told_by_line() {
        SettingsException thrown = catchThrowableOfType(
                SettingsException.class,
                () -> sensors("a b,,,,,,", "x,bar,,,,,", "y,,,9,1,,", "z,,,one,,,", "z,,,,,,", "w"));
        Path file = folder.resolve("config/sensors.csv");
        assertThat(thrown.faults())
                .containsExactly(
                        file + ":2: sensor: must be 1 to 32 characters of A-Z a-z 0-9 _ . - (got a b)",
                        file
                                + ":3: flow-unit: must be one of m3/h, L/s, L/min, L/h, m3/s, m3/min, m3/d, ML/d, MGD, gpm (got bar)",
                        file + ":4: flow-min: must be below flow-max 1 (got 9)",
                        file + ":5: flow-min: must be a number (got one)",
                        file + ":6: each sensor must stand once (got z)",
                        file + ":7: must have 7 fields (got w)");
    }

    @Test
    void a_console_on_the_network_needs_a_password() {
        assertThat(faults("console.port", "9876", "console.host", "0.0.0.0"))
                .containsExactly(
                        "console.host: must be 127.0.0.1 without console.users and console.certificate (got 0.0.0.0)");
        assertThat(faults("console.users", "nobody.properties"))
                .containsExactly("console.users: must be a file that can be read, or none (got nobody.properties)");
    }

    @Test
    void a_meters_flows_its_night_and_its_sensitivity_stand_in_any_columns() throws Exception {
        Path file = folder.resolve("config/sensors.csv");
        Files.createDirectories(folder.resolve("config"));
        String header = "sensitivity,sensor,q1,q2,q3,q4,night-start,night-end\n";
        Files.writeString(file, header + "2,a,0.5,0.8,100,125,23:00,04:00\n,b,,,,,,\n");
        MeteringPoints points = SensorsFile.read(Settings.read(folder));
        MeteringPoint a = points.of(new SensorId("a"));
        assertThat(a.meter()).isEqualTo(new MeteringPoint.MeterFlows(0.5, 0.8, 100, 125));
        assertThat(a.night()).contains(new MeteringPoint.Night(LocalTime.of(23, 0), LocalTime.of(4, 0)));
        assertThat(a.sensitivity()).isEqualTo(2);
        assertThat(points.of(new SensorId("b")).sensitivity()).isEqualTo(1);
        Files.writeString(file, header + "0,a,0.5,0.4,100,125,23:00,\n");
        assertThat(catchThrowableOfType(SettingsException.class, () -> SensorsFile.read(Settings.read(folder)))
                        .faults())
                .containsExactly(
                        file + ":2: q2: must be above the one before, and above 0 (got 0.4)",
                        file + ":2: night-start and night-end: must be two times of day such as 22:00 (got 23:00 and )",
                        file + ":2: sensitivity: must be a number from 0.1 to 10 (got 0)");
        Files.writeString(file, "sensor,colour\na,red\n");
        assertThat(catchThrowableOfType(SettingsException.class, () -> SensorsFile.read(Settings.read(folder)))
                        .faults()
                        .get(0))
                .startsWith(file + ":1: column: must be one of sensor, label, flow-unit,")
                .endsWith("(got colour)");
    }

    private MeteringPoints sensors(String... lines) throws IOException, SettingsException {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/sensors.csv"),
                "sensor,flow-unit,pressure-unit,flow-min,flow-max,pressure-min,pressure-max\n"
                        + String.join("\n", lines));
        return SensorsFile.read(Settings.read(folder));
    }

    private List<String> faults(String... keysAndValues) {
        return catchThrowableOfType(SettingsException.class, () -> Settings.of(folder, properties(keysAndValues)))
                .faults();
    }

    private static Properties properties(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }
}
