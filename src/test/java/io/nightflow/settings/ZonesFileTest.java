package io.nightflow.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.reading.Zone;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The list of zones: what is right is there, what is wrong is refused by name and line. */
class ZonesFileTest {
    @TempDir
    private Path folder;

    private List<Zone> read(String text, Charset charset) throws Exception {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/sensors.csv"), "sensor\na\nb\nc\n");
        Files.write(folder.resolve("config/zones.csv"), text.getBytes(charset));
        return SensorsFile.read(Settings.read(folder)).zones();
    }

    private static String words(Zone zone) {
        StringBuilder words = new StringBuilder(zone.id() + " =");
        zone.parts()
                .forEach(part ->
                        words.append(' ').append(part.weight()).append(' ').append(part.sensor()));
        return words.toString();
    }

    @Test
    void zones_are_signed_sums_parts_first() throws Exception {
        assertThat(read(
                        "zone,sensor,sign,factor\nall,town,+1,\nall,c,1,0.5\n# x\n\ntown,a,+1,\ntown,b,-1,2\n",
                        StandardCharsets.UTF_8))
                .extracting(ZonesFileTest::words)
                .containsExactly("town = 1.0 a -2.0 b", "all = 1.0 town 0.5 c");
    }

    @Test
    void what_a_spreadsheet_makes_of_it_is_the_same() throws Exception {
        assertThat(read("\uFEFFsign;zone;sensor;factor\r\n+1;town;a;0,5\r\n-1;town;b;\r\n", StandardCharsets.UTF_16LE))
                .extracting(ZonesFileTest::words)
                .containsExactly("town = 0.5 a -1.0 b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "x-windows-949", "windows-1252"})
    void it_may_be_in_any_encoding(String charset) throws Exception {
        String word = charset.equals("windows-1252") ? "S\u00fcden" : "\ub0a8\ubd80 \uc9c0\uc5ed";
        assertThat(read("# " + word + "\nzone,sensor,sign\ntown,a,+1\n", Charset.forName(charset)))
                .extracting(ZonesFileTest::words)
                .containsExactly("town = 1.0 a");
    }

    @Test
    void a_workbook_is_refused_with_how_to_save_it() {
        assertThatThrownBy(() -> read("PK\u0003\u0004rest", StandardCharsets.ISO_8859_1))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("zones.csv: is a workbook (.xlsx) or another packed file: open it and save");
    }

    @Test
    void without_the_file_there_are_none() throws IOException, UserError {
        Files.createDirectories(folder.resolve("config"));
        assertThat(SensorsFile.read(Settings.read(folder)).zones()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone,sensor,sign/town,x,+1 | 2: sensor: is neither in the list of sensors nor a zone (got x)",
                "zone,sensor,sign/town,a,+1/town,a,-1 | 3: sensor: stands in its zone already (got a)",
                "zone,sensor,sign/b,a,+1 | 2: zone: has the name of a sensor of the list of sensors (got b)",
                "zone,sensor,sign/x,y,+1/y,x,+1 | 2: zone: is a part of itself (got x)",
                "zone,sensor,sign/x,x,+1 | 2: zone: is a part of itself (got x)",
                "zone,sensor,sign/x,a,0 | 2: sign: must be +1 for what flows in, -1 for what flows out (got 0)",
                "zone,sensor,sign,factor/x,a,1,0 | 2: factor: must be a number above 0 (got 0)",
                "zone,sensor,sign,factor/x,a,1,half | 2: factor: must be a number above 0 (got half)",
                "zone,sensor,sign/x y,a,1 | 2: zone and sensor: must be 1 to 32 characters",
                "zone,sensor,sign/x,a | 2: must have 3 fields (got x,a)",
                "zone,sensor/x,a | 1: the header must name zone, sensor and sign, and each column once",
                "zone,sensr,sign/x,a,1 | 1: column: must be one of zone, sensor, label, sign, factor. Did you mean sensor?"
            })
    void what_is_wrong_is_refused_with_its_line(String text, String fault) {
        assertThatThrownBy(() -> read(text.strip().replace('/', '\n') + "\n", StandardCharsets.UTF_8))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("zones.csv:" + fault);
    }
}
