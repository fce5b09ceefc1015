package io.nightflow.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.site.DetectionWiring;
import io.nightflow.site.ForecastWiring;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings and lists as people write them and as their programs save them. */
class SettingsMistakesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sensors.file = config/sensor.csv | must be a file that is there",
                "sensors.file = config/sensors.csv # our list | a comment needs a line of its own",
                "sensors.file = config | must be a file that is there",
                "criteria.folder = nowhere | must be a folder that is there",
                "forecast.holidays = holidays.csv | must be a file that is there",
                "forecast.models = config/sensors.csv | must be a folder that is there",
                "store.file = config | must be a file",
                "store.file = nowhere/nightflow.db | must lie in a folder that is there",
                "staging.directory = config/sensors.csv | must be a folder",
                "meter.port = /etc/passwd | must be a serial port",
                "device.port = /tmp | must be a serial port",
                "device.port = tcp:localhost:99999 | must be an absolute path, tcp:host:port with a port from 1 to 65535, or none",
                "meter.port = COM3 | must be an absolute path, tcp:host:port",
                "meter.baud = 9600 # slow | a comment needs a line of its own",
                "camel.main.foo = bar | Camel knows no such setting",
                "camel.main.allowUseOriginalMesage = true | Did you mean camel.main.allowUseOriginalMessage?",
                "detect.flow-min = 20000 | must be below detect.flow-max, 10000",
                "night.minimum-start = 06:00 | must not be more than 12 hours before night.minimum-end, 05:00",
                "history.size-max = 0KiB | must be a size from 16MiB",
                "staging.bytes-max = 0KiB | must be a size from 1MiB",
                "site.zone = KST | Did you mean Asia/Seoul?",
                "site.zone = asia/seoul | Did you mean Asia/Seoul?",
                "site.zone = Seoul | Did you mean Asia/Seoul?",
                "route.web hook = x | a key must hold no blank",
                "console.users = config | must be a file that can be read, or none",
                "meter.bauds = 9600 | Did you mean meter.baud?",
                "flow = 1 | is not a setting. (got 1)",
                "meter.port = tcp://127.0.0.1:7701 | must be an absolute path, tcp:host:port",
                "camel.main.shutdownTimeout = soon | must be a Camel integer, such as 10",
                "camel.main.allowUseOriginalMessage = yes | must be a Camel boolean, such as true or false",
                "camel.component.seril.x = 1 | there is no component seril here",
                "route. = x | must have a name: write key = value",
                "log.file = \"nightflow.log\" | has quotes, which would be a part of the value",
                "route.north = /dev/ttyUSB0 # north line | has a comment behind its value",
                "detect.cron = 0 0 0 31 2 ? | must be a Quartz cron",
                "device.port = /dev/null | must be a serial port, /dev/null is none"
            })
    void a_mistake_is_told_with_file_and_line(String line, String rule) throws IOException {
        write("config/sensors.csv", "sensor\na\n");
        write("config/nightflow.properties", "# ours\n" + line + "\n");
        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault).startsWith(folder + "/config/nightflow.properties:2: " + line.split(" = ")[0] + ": ");
            assertThat(fault).contains(rule);
        });
    }

    @Test
    void a_key_that_stands_twice_is_told_where_it_stands_again() throws IOException {
        write("config/nightflow.properties", "meter.baud = 9600\n\nmeter.baud = 19200\n");
        assertThat(faults())
                .containsExactly(
                        folder + "/config/nightflow.properties:3: meter.baud: stands twice. Take one away (got 19200)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "route.x = a\\u00zz | must have four hexadecimal digits behind \\u. Write the letter itself",
                "log.file = C:\\logs\\nightflow.log | a backslash before l is lost: write / in paths, or two backslashes",
                "route.name = a\\\\\\b | a backslash before b is lost"
            })
    void a_sign_that_a_properties_file_would_eat_is_told(String line, String rule) throws IOException {
        write("config/nightflow.properties", "# ours C:\\logs\n" + line + "\n");
        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith(folder + "/config/nightflow.properties:2: ")
                .contains(rule);
    }

    @Test
    void doubled_backslashes_and_escapes_are_taken() throws Exception {
        write("config/nightflow.properties", "route.a = C:\\\\logs\nroute.b = one\\ttwo \\\n  three\n");
        assertThat(Settings.read(folder).placeholders().getProperty("route.a")).isEqualTo("C:\\logs");
    }

    @Test
    void a_column_that_is_none_is_told_once_with_what_is_meant() throws Exception {
        write("config/sensors.csv", "pressure;id\nbar;dma-1\n");
        Settings settings = Settings.read(folder);
        assertThat(catchThrowableOfType(SettingsException.class, () -> SensorsFile.read(settings))
                        .faults())
                .hasSize(1)
                .anyMatch(fault -> fault.endsWith("Did you mean pressure-unit? (got pressure)"));
    }

    @Test
    void a_cron_that_fires_once_a_year_and_a_port_of_root_are_warned_of() throws Exception {
        write("config/nightflow.properties", "deliver.cron = 0 0 0 1 1 ?\nconsole.port = 80\n");
        assertThat(Settings.read(folder).warnings())
                .hasSize(2)
                .anyMatch(words -> words.contains(
                        ":1: deliver.cron: its job must run more often, with no pause of more than" + " 24 h"))
                .anyMatch(words -> words.contains(":2: console.port: ports below 1024"));
        write("config/nightflow.properties", "night.cron = 30 1/10 20-8 * * ?\ndetect.cron = */30 * * * * ?\n");
        assertThat(Settings.read(folder).warnings()).isEmpty();
    }

    @Test
    void a_file_that_is_no_text_is_told() throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.write(folder.resolve("config/nightflow.properties"), new byte[] {'a', '\n', (byte) 0xE9, 'x'});
        assertThat(faults()).singleElement().asString().contains(":2: is no text in UTF-8 (byte 0xE9)");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,false", "UTF-8,true", "UTF-16LE,true", "UTF-16BE,true"})
    void a_mark_at_the_beginning_is_taken_everywhere(String charset, boolean mark) throws Exception {
        encoded("config/nightflow.properties", "meter.baud = 19200\nforecast.holidays = h.csv\n", charset, mark);
        encoded("config/sensors.csv", "sensor,flow-unit\ndma-1,L/s\n", charset, mark);
        encoded("h.csv", "2026-12-25,Christmas\n", charset, mark);
        encoded("config/criteria/a.csv", "sensor,quantity,day,hour,usual,spread\n", charset, mark);
        Settings settings = Settings.read(folder);
        assertThat(settings.get(Key.METER_BAUD)).isEqualTo(19_200);
        assertThat(SensorsFile.read(settings).sensors()).containsExactly(new SensorId("dma-1"));
        assertThat(DetectionWiring.seeds(settings)).hasSize(1);
        ForecastWiring.calendar(settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sensor;flow-unit;sensitivity@dma-1;L/s;0,5",
                "\"sensor\",\"flow-unit\",\"sensitivity\"@\"dma-1\",\"L/s\",\"0.5\"",
                "sensor,flow-unit,sensitivity,,,@dma-1,L/s,0.5,,,@,,,,,",
                "sensor\tflow-unit\tsensitivity@dma-1\tL/s\t0,5",
                "# ours@sensor , flow-unit , sensitivity@ dma-1 , L/s , 0.5"
            })
    void a_list_may_be_saved_as_excel_likes_it(String text) throws Exception {
        write("config/sensors.csv", text.replace("@", "\r\n") + "\r\n");
        MeteringPoints points = SensorsFile.read(Settings.read(folder));
        assertThat(points.of(new SensorId("dma-1")).flowUnit())
                .isEqualTo(Unit.find(io.nightflow.reading.Quantity.FLOW, "L/s").orElseThrow());
        assertThat(points.of(new SensorId("dma-1")).sensitivity()).isEqualTo(0.5);
    }

    @Test
    void wrong_lists_are_told_by_file_and_line() throws Exception {
        write("config/holidays.csv", "2026-02-30\n25-12,Christmas\nfoo\n12-25,Christmas\n");
        Settings settings = Settings.read(folder);
        assertThat(catchThrowableOfType(SettingsException.class, () -> ForecastWiring.calendar(settings))
                        .faults())
                .hasSize(3)
                .allMatch(fault ->
                        fault.matches(".*/config/holidays.csv:[123]: must begin with a day of the calendar, .*"));
        write("config/sensors.csv", "sensor,connections,pressure-exponent\ndma-1,0,-1\n\"dma-2,1,1\n");
        assertThat(catchThrowableOfType(SettingsException.class, () -> SensorsFile.read(settings))
                        .faults())
                .isNotEmpty();
    }

    @Test
    void a_pipe_or_a_device_in_place_of_a_file_ends_in_words() throws Exception {
        Files.createDirectories(folder.resolve("config"));
        Files.createSymbolicLink(folder.resolve("config/nightflow.properties"), Path.of("/dev/zero"));
        assertThat(faults()).containsExactly(folder + "/config/nightflow.properties: must be a file");
        Files.delete(folder.resolve("config/nightflow.properties"));
        assertThat(new ProcessBuilder("mkfifo", folder + "/config/sensors.csv")
                        .start()
                        .waitFor())
                .isZero();
        Settings settings = Settings.read(folder);
        assertThat(catchThrowableOfType(SettingsException.class, () -> SensorsFile.read(settings))
                        .faults())
                .containsExactly(folder + "/config/sensors.csv: must be a file");
    }

    @Test
    void a_quote_that_does_not_end_is_told() throws Exception {
        write("config/sensors.csv", "sensor,flow-unit,sensitivity\nd,\"L/s,1\ne,L/s,1\n");
        Settings settings = Settings.read(folder);
        assertThat(catchThrowableOfType(SettingsException.class, () -> SensorsFile.read(settings))
                        .faults())
                .containsExactly(folder + "/config/sensors.csv:2: a field in quotes does not end (got d,\"L/s,1)");
    }

    private List<String> faults() {
        return catchThrowableOfType(SettingsException.class, () -> Settings.read(folder))
                .faults();
    }

    private void encoded(String name, String text, String charset, boolean mark) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, ((mark ? "\uFEFF" : "") + text).getBytes(Charset.forName(charset)));
    }

    private void write(String name, String text) throws IOException {
        encoded(name, text, StandardCharsets.UTF_8.name(), false);
    }
}
