package io.nightflow.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The how-to of wM-Bus: its pattern, on lines as wmbusmeters prints fields. */
class WmbusLinesTest {
    /** Name, total and seconds since 1970, as {@code --selectfields=name,total_m3,timestamp_ut} has them. */
    private static final List<String> LINES = List.of("dma-hill;6.408;1544637862", "dma-hill;6.409;1544638763");

    @Test
    void its_lines_are_registers_of_their_sensors() throws Exception {
        String page = Files.readString(Path.of("docs/how-to/meters.md"));
        Matcher pattern = Pattern.compile("name: pattern, value: \"([^\"]+)\"").matcher(page);
        assertThat(pattern.find()).isTrue();
        LegacyPattern legacy = LegacyPattern.of(pattern.group(1), "", null);
        List<PlainReading> read =
                LINES.stream().map(line -> legacy.read(line).orElseThrow()).toList();
        assertThat(read).extracting(PlainReading::total).containsExactly(6.408, 6.409);
        assertThat(read).noneMatch(PlainReading::hasFlow);
        assertThat(read.get(0).reading().sensor().text()).isEqualTo("dma-hill");
        assertThat(read.get(0).reading().utc()).isEqualTo(1_544_637_862);
    }

    /**
     * Lines that wmbusmeters has printed: what its own tests hold it to (test_fields.sh, simulation_unix_timestamp.txt), whose
     * time is that of their run.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "{total};{time};{sensor};61070071 466.472;1732982400;Votten;61070071 Votten 466.472",
                "76348799;{sensor};6408;{total};0;127;260.6 76348799;Vatten;6408;6.408;0;127;260.6 Vatten 6.408"
            })
    void lines_that_it_has_printed_are_read(String pattern, String line, String sensor, double total) throws Exception {
        PlainReading read = LegacyPattern.of(pattern, "", null).read(line).orElseThrow();
        assertThat(read.total()).isEqualTo(total);
        assertThat(read.reading().sensor().text()).isEqualTo(sensor);
        assertThat(read.hasFlow()).isFalse();
    }
}
