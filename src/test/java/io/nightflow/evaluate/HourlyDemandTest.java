package io.nightflow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.reading.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
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
        assertThatThrownBy(() -> read("time,sensor,flow\n{0},a,1\n{1},a,2\n", Unit.BAR))
                .hasMessage("it holds no pressure, which is asked for: the column 'flow' is of flow");
        assertThatThrownBy(() -> read("time,north flow,south flow\n{0},1,2\n{1},1,2\n", Unit.BAR))
                .hasMessage("it holds no pressure, which is asked for: the column 'north flow' is of flow");
    }

    @Test
    void each_sensor_of_rows_is_a_zone() throws IOException {
        assertThat(read("time,sensor,flow\n{0},a,1\n{0},b,5\n{1},a,2\n{1},b,6\n", Unit.M3_PER_HOUR))
                .isEqualTo("a 1.0 2.0, b 5.0 6.0");
        assertThat(read("time,sensor,flow\n{0},a,1\n{1},b,6\n", Unit.M3_PER_HOUR))
                .isEqualTo("a 1.0 NaN, b NaN 6.0");
    }

    @Test
    void rows_that_say_their_quantity_are_told_apart() throws IOException {
        String both = "time,sensor,parameter,value\n{0},a,flow,1\n{0},a,pressure,5\n{1},a,flow,2\n{1},a,pressure,6\n";
        assertThat(read(both, Unit.M3_PER_HOUR)).isEqualTo("a 1.0 2.0");
        assertThat(read(both, Unit.BAR)).isEqualTo("a 5.0 6.0");
        String pressures = "time,sensor,parameter,value\n{0},a,pressure,5\n{1},a,pressure,6\n";
        assertThat(read(pressures, Unit.BAR)).isEqualTo("a 5.0 6.0");
        assertThatThrownBy(() -> read(pressures, Unit.M3_PER_HOUR)).hasMessage("it has no row with a value");
    }

    @Test
    void each_sensor_has_its_own_step() throws IOException {
        String text = "time,sensor,flow\n{0},a,1\n2026-03-13 00:05,b,5\n{1},a,2\n2026-03-13 01:05,b,6\n";
        assertThat(read(text, Unit.M3_PER_HOUR)).isEqualTo("a 1.0 2.0, b 5.0 6.0");
        StringBuilder quarters = new StringBuilder("time,sensor,flow\n");
        for (String time : List.of("00:00", "00:15", "00:30", "00:45", "01:00", "01:15", "01:30", "01:45")) {
            quarters.append("2026-03-13 ").append(time).append(",a,2\n");
            quarters.append(time.endsWith("00") ? "2026-03-13 " + time + ",b,7\n" : "");
        }
        assertThat(read(quarters.toString(), Unit.M3_PER_HOUR)).isEqualTo("a 2.0 2.0, b 7.0 7.0");
    }

    @Test
    void a_table_without_a_value_is_told() {
        assertThatThrownBy(() -> read("time,a\n{0},\n{1},\n", Unit.M3_PER_HOUR)).hasMessageStartingWith("it ");
    }

    private String read(String text, Unit unit) throws IOException {
        String timed = text.replace("{0}", "2026-03-13 00:00").replace("{1}", "2026-03-13 01:00");
        return HourlyDemand.read(Files.writeString(folder.resolve("any.csv"), timed), ZoneOffset.UTC, unit).stream()
                .map(each -> each.zone() + " "
                        + Arrays.stream(each.flows()).mapToObj(String::valueOf).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }
}
