package io.nightflow.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;

class TableMinutesTest {
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

    private static List<String> minutes(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Table table = Table.of(() -> new ByteArrayInputStream(bytes), TableOptions.of(ZoneOffset.UTC));
        TableMinutes.require(table.form());
        List<String> found = new ArrayList<>();
        TableMinutes minutes = new TableMinutes(
                table.form(),
                reading -> found.add(String.format(
                        "%s %s %.2f %s",
                        reading.sensor(), reading.minute().start(), reading.flow(), reading.quality())));
        try (TableReader reader = table.read((sensor, quantity) -> Unit.M3_PER_HOUR, (line, rule, got) -> {})) {
            for (List<TableReading> row = reader.next(); !row.isEmpty(); row = reader.next()) {
                row.forEach(minutes::add);
            }
        }
        minutes.end();
        return found;
    }
}
