package io.nightflow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.reading.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HourlyDemandTest {
    @TempDir
    Path folder;

    @Test
    void a_name_without_a_unit_is_of_what_is_asked_for() throws IOException {
        assertThat(read("time,a,b\n{0},1,2\n{1},3,4\n", Unit.M3_PER_HOUR)).isEqualTo("a 1.0 3.0, b 2.0 4.0");
        assertThat(read("time,a,b\n{0},1,2\n{1},3,4\n", Unit.BAR)).isEqualTo("a 1.0 3.0, b 2.0 4.0");
    }

    @Test
    void of_both_quantities_those_that_are_asked_for_are_read() throws IOException {
        String both = "time,a [L/s],b [bar],a [bar]\n{0},1,2,3\n{1},3,4,5\n";
        assertThat(read(both, Unit.M3_PER_HOUR)).isEqualTo("a 3.6 10.8");
        assertThat(read(both, Unit.BAR)).isEqualTo("b 2.0 4.0, a 3.0 5.0");
        assertThat(read("time,a,b [L/s]\n{0},1,2\n", Unit.BAR)).isEqualTo("a 1.0");
    }

    @Test
    void pressures_are_never_taken_for_flows_nor_flows_for_pressures() {
        assertThatThrownBy(() -> read("time,a [bar],b [bar]\n{0},1,2\n", Unit.L_PER_SECOND))
                .hasMessage("it holds no flow, which is asked for: the column 'a [bar]' is of pressure");
        assertThatThrownBy(() -> read("time,a [L/s]\n{0},1\n", Unit.BAR))
                .hasMessage("it holds no pressure, which is asked for: the column 'a [L/s]' is of flow");
    }

    @Test
    void each_sensor_of_rows_is_a_zone() throws IOException {
        assertThat(read("time,sensor,flow\n{0},a,1\n{0},b,5\n{1},a,2\n{1},b,6\n", Unit.M3_PER_HOUR))
                .isEqualTo("a 1.0 2.0, b 5.0 6.0");
        assertThat(read("time,sensor,flow\n{0},a,1\n{1},b,6\n", Unit.M3_PER_HOUR))
                .isEqualTo("a 1.0 NaN, b NaN 6.0");
    }

    @Test
    void a_table_without_a_value_is_told() {
        assertThatThrownBy(() -> read("time,a\n{0},\n", Unit.M3_PER_HOUR)).isInstanceOf(IllegalArgumentException.class);
    }

    private String read(String text, Unit unit) throws IOException {
        String timed = text.replace("{0}", "2026-03-13 00:00").replace("{1}", "2026-03-13 01:00");
        return HourlyDemand.read(Files.writeString(folder.resolve("any.csv"), timed), ZoneOffset.UTC, unit).stream()
                .map(each -> each.zone() + " "
                        + Arrays.stream(each.flows()).mapToObj(String::valueOf).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }
}
