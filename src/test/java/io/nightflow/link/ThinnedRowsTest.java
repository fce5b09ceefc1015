package io.nightflow.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThinnedRowsTest {
    private static final long START = 1_767_225_600L;

    @Test
    void ten_minutes_become_one_row_a_sensor_with_the_sum_of_the_flows() {
        assertThat(ThinnedRows.of(
                        10,
                        List.of(
                                "R,b," + START + ",1.5,4,0555,055,0,0",
                                "R,a," + START + ",0.1,5,0555,055,7,3",
                                "R,a," + (START + 60) + ",0.2,,2555,555,0,0",
                                "F,a," + START + ",flow,1;2;3;4;5;6;7",
                                "R,a," + (START + 540) + ",,6,0515,455,0,0")))
                .containsExactly(
                        "Q,ten," + START + "," + (START + 540) + ",2",
                        "F,a," + START + ",flow,1;2;3;4;5;6;7",
                        "T,a," + START + ",10,2,0.3,5.5,2515,455",
                        "T,b," + START + ",10,1,1.5,4,0555,055");
    }

    @Test
    void a_corrected_reading_counts_once_with_its_last_value() {
        assertThat(ThinnedRows.of(
                        10, List.of("R,a," + START + ",1,4,0555,055,0,0", "R,a," + START + ",3,4,0555,055,0,0")))
                .contains("T,a," + START + ",10,1,3,4,0555,055");
    }

    @Test
    void volume_stays_exact_through_both_steps() {
        Random random = new Random(5);
        BigDecimal volume = BigDecimal.ZERO;
        List<String> tens = new ArrayList<>();
        for (int ten = 0; ten < 6; ten++) {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                BigDecimal flow = BigDecimal.valueOf(random.nextInt(1_000_000), 4);
                volume = volume.add(flow);
                rows.add("R,a," + (START + ten * 600L + i * 60L) + "," + flow.toPlainString() + ",4,0555,055,0,0");
            }
            tens.addAll(ThinnedRows.of(10, rows));
        }
        List<String> hour = ThinnedRows.of(60, tens);
        assertThat(hour).hasSize(2).startsWith("Q,hour," + START + "," + (START + 3_540) + ",1");
        String[] fields = hour.get(1).split(",");
        assertThat(new BigDecimal(fields[5])).isEqualByComparingTo(volume);
        assertThat(fields[4]).isEqualTo("60");
    }
}
