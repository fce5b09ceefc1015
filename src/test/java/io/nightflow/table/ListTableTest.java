package io.nightflow.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.reading.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists as people keep them, in the dialects that tables of readings come in. */
class ListTableTest {
    private static final ListColumns COLUMNS = new ListColumns()
            .text("zone", "dma Bezirk 블록")
            .text("sensor", "meter zähler 센서")
            .quantity("flow-max", Quantity.FLOW, "max-flow")
            .number("factor", "faktor");

    private static List<String> plain(String text) {
        return ListTable.plain(text.replace("\\t", "\t").lines().toList(), COLUMNS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '~',
            value = {
                "zone,sensor,factor/t,a,0.5 ! zone,sensor,factor/t,a,0.5",
                "Bezirk;Zähler;Faktor/t;a;0,5 ! zone,sensor,factor/t,a,0.5",
                "블록,센서,factor/t,a,1.5E1 ! zone,sensor,factor/t,a,15",
                "Sensor\\tDMA\\tFactor/a\\tt\\t2 ! sensor,zone,factor/a,t,2",
                "sensor|zone/a|t ! sensor,zone/a,t",
                "sensor,max flow [L/s]/a,10.5 ! sensor,flow-max/a,37.8",
                "sensor;Flow_Max (m3/h)/a;1.234,5/b;10,25 ! sensor,flow-max/a,1234.5/b,10.25",
                "sensor,flow-max [bar]/a,10 ! sensor,flow-max [bar]/a,10",
                "sensor,factor/a,~1,5~/b,~0,25~ ! sensor,factor/a,1.5/b,0.25",
                "Our districts;;/2026;;/zone;sensor;/t;a; ! //zone,sensor/t,a",
                "# zones/zone,sensor/# b/t,a ! # zones/zone,sensor/# b/t,a",
                "sensor,factor/a,n/a/ ! sensor,factor/a,",
                "sensor,factor/a,half ! sensor,factor/a,half",
                "sensor,colour/a,red ! sensor,colour/a,red",
                "zone,sensor/소블록1,Süd ! zone,sensor/sobeulrok1,Sud",
                "sensor;flow-max;factor/a;1.500;16/b;800;16 ! sensor,flow-max,factor/a,1.500 (a thousand or one and a bit: write 1500 or 1.50),16/b,800,16",
            })
    void a_list_is_read_as_a_table_is(String text, String expected) {
        String quoted = text.replace('~', '"').replace("n/a", "n.a.");
        assertThat(plain(quoted.replace('/', '\n').replace("L\ns", "L/s").replace("m3\nh", "m3/h")))
                .containsExactlyElementsOf(List.of(expected.strip().split("/", -1)).stream()
                        .map(line -> line.replace("L\ns", "L/s"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "2026-04-06,Easter Monday ! 2026-04-06,Easter Monday",
                "12-25,Christmas ! 12-25,Christmas",
                "Date;Name/06.04.2026;Ostern/25.12.2026;Weihnachten ! /2026-04-06,Ostern/2026-12-25,Weihnachten",
                "Easter,04|06|2026/Christmas,12|25|2026 ! 2026-04-06,Easter/2026-12-25,Christmas",
                "20260406 ! 2026-04-06,",
                "2026-04-06 # of Easter ! 2026-04-06,",
                "next Monday ! next Monday",
            })
    void a_day_is_read_as_a_time_is(String text, String expected) throws Exception {
        assertThat(ListDays.plain(text.strip()
                        .replace('/', '\n')
                        .replace('|', '/')
                        .lines()
                        .toList()))
                .containsExactly(expected.strip().split("/", -1));
    }

    @Test
    void days_that_could_be_months_are_asked_for() {
        assertThatThrownBy(() -> ListDays.plain(List.of("04/06/2026,x", "05/07/2026,y")))
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining("write them as 2026-04-06");
    }
}
