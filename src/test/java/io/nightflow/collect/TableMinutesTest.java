package io.nightflow.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.reading.Measured;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Reading;
import io.nightflow.reading.RegisterReading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.table.Table;
import io.nightflow.table.TableOptions;
import io.nightflow.table.TableReader;
import io.nightflow.table.TableReading;
import io.nightflow.table.UnreadableTableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableMinutesTest {
    private static final Range FLOW = new Range(-10_000, 10_000);
    private static final MeteringPoint ANY =
            new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, FLOW, new Range(0, 16));

    private static final String DAY = "2026-03-13T";

    @Test
    void seconds_become_the_mean_of_their_minute() throws IOException {
        assertThat(minutes("time,a\n" + DAY + "00:00:00Z,0\n" + DAY + "00:00:15Z,20\n" + DAY + "00:00:30Z,0\n" + DAY
                        + "00:00:45Z,\n" + DAY + "00:01:00Z,3\n"))
                .containsExactly("a 2026-03-13T00:00:00Z 6.67 GOOD", "a 2026-03-13T00:01:00Z 3.00 GOOD");
    }

    @Test
    void an_interval_is_held_for_its_minutes_and_says_so() throws IOException {
        List<String> minutes = minutes("time,a\n" + DAY + "00:00Z,1\n" + DAY + "00:15Z,2\n" + DAY + "00:30Z,3\n" + DAY
                + "01:00Z,4\n" + DAY + "01:15Z,5\n");
        assertThat(minutes)
                .hasSize(75)
                .startsWith("a 2026-03-13T00:00:00Z 1.00 INTERVAL")
                .contains("a 2026-03-13T00:44:00Z 3.00 INTERVAL")
                .doesNotContain("a 2026-03-13T00:45:00Z 3.00 INTERVAL")
                .endsWith("a 2026-03-13T01:29:00Z 5.00 INTERVAL");
    }

    @Test
    void rows_that_come_when_they_like_are_minutes() throws IOException {
        assertThat(minutes(
                        "time,a\n" + DAY + "00:00Z,1\n" + DAY + "00:15Z,2\n" + DAY + "00:31Z,3\n" + DAY + "01:07Z,4\n"))
                .hasSize(4);
    }

    @Test
    void a_row_a_day_is_refused() {
        assertThatThrownBy(() -> minutes("time,a\n2026-03-13,1\n2026-03-14,1\n2026-03-15,1\n2026-03-16,1\n"))
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageStartingWith("has a row each 1440 minutes");
    }

    @Test
    void a_register_becomes_flow_and_is_kept() throws IOException {
        assertThat(minutes("time,a [m3]\n2026-03-13 00:00,100\n2026-03-13 00:01,100.2\n2026-03-13 00:02,100.4\n"))
                .containsExactly(
                        "a 2026-03-13T00:00:00Z 12.00 GOOD",
                        "a 2026-03-13T00:00:00Z register 100.000",
                        "a 2026-03-13T00:01:00Z 12.00 GOOD",
                        "a 2026-03-13T00:01:00Z register 100.200",
                        "a 2026-03-13T00:02:00Z register 100.400");
    }

    @Test
    void a_register_of_quarters_of_an_hour_is_of_intervals_in_either_order() throws IOException {
        String forwards = "2026-03-13 00:00,100\n2026-03-13 00:15,103\n2026-03-13 00:30,104\n2026-03-13 00:45,106\n";
        String backwards = "2026-03-13 00:45,106\n2026-03-13 00:30,104\n2026-03-13 00:15,103\n2026-03-13 00:00,100\n";
        List<String> minutes = minutes("time,a total [m3]\n" + forwards);

        assertThat(minutes.stream().filter(each -> each.endsWith("12.00 INTERVAL")))
                .hasSize(15);
        assertThat(minutes.stream().filter(each -> each.endsWith("4.00 INTERVAL")))
                .hasSize(15);
        assertThat(minutes("time,a total [m3]\n" + backwards)).containsExactlyInAnyOrderElementsOf(minutes);
    }

    @Test
    void a_gap_in_a_register_is_estimated() throws IOException {
        List<String> minutes = minutes("time,a total [L]\n2026-03-13 00:00,0\n2026-03-13 00:01,100\n"
                + "2026-03-13 00:02,200\n2026-03-13 00:03,300\n2026-03-13 00:33,3300\n2026-03-13 00:34,3400\n");

        assertThat(minutes.stream().filter(each -> each.endsWith("6.00 ESTIMATED")))
                .hasSize(30);
        assertThat(minutes.stream().filter(each -> each.endsWith("6.00 GOOD"))).hasSize(4);
    }

    @Test
    void volumes_of_rows_become_flow() throws IOException {
        assertThat(minutes("time,a consumption (m3)\n2026-03-13 00:00,3\n2026-03-13 01:00,5\n2026-03-13 02:00,2\n"
                                + "2026-03-13 03:00,4\n")
                        .stream()
                        .filter(each -> each.contains(":59:00Z")))
                .containsExactly(
                        "a 2026-03-13T00:59:00Z 3.00 INTERVAL",
                        "a 2026-03-13T01:59:00Z 5.00 INTERVAL",
                        "a 2026-03-13T02:59:00Z 2.00 INTERVAL",
                        "a 2026-03-13T03:59:00Z 4.00 INTERVAL");
    }

    @Test
    void a_register_is_one_by_its_name_though_it_falls_and_a_volume_though_it_does_not() throws IOException {
        assertThat(minutes("time,a totalizer [m3]\n2026-03-13 00:00,5000\n2026-03-13 01:00,5002\n2026-03-13 02:00,0\n"
                        + "2026-03-13 03:00,5006\n2026-03-13 04:00,5008\n"))
                .allMatch(each -> !each.contains("INTERVAL") || each.contains(" 2.00 "));
        assertThat(minutes("time,a consumption [m3]\n2026-03-13 00:00,2\n2026-03-13 01:00,2\n2026-03-13 02:00,3\n"
                        + "2026-03-13 03:00,4\n"))
                .contains("a 2026-03-13T00:59:00Z 2.00 INTERVAL", "a 2026-03-13T03:59:00Z 4.00 INTERVAL");
    }

    @Test
    void units_of_rows_count_and_other_ones_are_refused() throws IOException {
        assertThat(minutes("sensor,time,total,uom\na,2026-03-13 00:00,1000,L\na,2026-03-13 00:01,1200,L\n"
                        + "a,2026-03-13 00:02,1400,furlong\n"))
                .containsExactly(
                        "a 2026-03-13T00:00:00Z 12.00 GOOD",
                        "a 2026-03-13T00:00:00Z register 1.000",
                        "a 2026-03-13T00:01:00Z register 1.200");
    }

    @Test
    void beside_a_flow_a_register_is_only_kept() throws IOException {
        assertThat(minutes("time,a flow [L/s],a total [m3]\n2026-03-13 00:00,1,5\n2026-03-13 00:01,2,5.1\n"))
                .containsExactlyInAnyOrder(
                        "a 2026-03-13T00:00:00Z 3.60 GOOD",
                        "a 2026-03-13T00:01:00Z 7.20 GOOD",
                        "a 2026-03-13T00:00:00Z register 5.000",
                        "a 2026-03-13T00:01:00Z register 5.100");
    }

    private static String words(Measured measured) {
        String of = measured.sensor() + " " + measured.minute().start();
        if (measured instanceof Reading reading) {
            return String.format(Locale.ROOT, "%s %.2f %s", of, reading.flow(), reading.quality());
        }
        return String.format(Locale.ROOT, "%s register %.3f", of, ((RegisterReading) measured).total());
    }

    private static List<String> minutes(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Table table = Table.of(() -> new ByteArrayInputStream(bytes), TableOptions.of(ZoneOffset.UTC));
        TableMinutes.require(table.form());
        List<String> found = new ArrayList<>();
        TableMinutes minutes = new TableMinutes(
                table.form(),
                Registers.unseen(new MeteringPoints(Map.of(), ANY)),
                measured -> found.add(words(measured)));
        try (TableReader reader = table.read((sensor, quantity) -> Unit.M3_PER_HOUR, (line, rule, got) -> {})) {
            for (List<TableReading> row = reader.next(); !row.isEmpty(); row = reader.next()) {
                row.forEach(minutes::add);
            }
        }
        minutes.end();
        return found;
    }
}
