package io.nightflow.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.Quantity;
import io.nightflow.reading.Unit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random tables in any mixture of dialects are read back. {@code -Dtables=100000} for many, {@code -Dtable=SEED} for one. */
class TablePropertyTest {
    private static final int TABLES = Integer.getInteger("tables", 1_000);
    private static final long ONE = Long.getLong("table", 0);

    @Test
    void what_was_written_is_read() throws IOException {
        for (long seed = ONE == 0 ? 1 : ONE; seed <= (ONE == 0 ? TABLES : ONE); seed++) {
            RandomTable table = new RandomTable(seed);
            assertThat(read(table)).as("-Dtable=%d\n%s", seed, table.text()).isEqualTo(table.readings());
        }
    }

    private static List<String> read(RandomTable written) throws IOException {
        List<String> found = new ArrayList<>();
        try {
            Table table = Table.of(() -> new ByteArrayInputStream(written.bytes()), written.options());
            try (TableReader reader = table.read(
                    (sensor, quantity) -> quantity == Quantity.FLOW ? Unit.M3_PER_HOUR : Unit.BAR,
                    (line, rule, got) -> found.add("line " + line + ": " + rule + " (got " + got + ")"))) {
                for (List<TableReading> row = reader.next(); !row.isEmpty(); row = reader.next()) {
                    row.forEach(reading -> found.add(RandomTable.words(
                            reading.sensor().text(), reading.time(), reading.flow(), reading.pressure())));
                }
            }
        } catch (UnreadableTableException e) {
            found.add(e.getMessage());
        }
        return found;
    }

    /** Most cells are digits and a sign alone, and are read without a look at the rest: as Java reads them, or not at all. */
    @Test
    void a_number_of_few_digits_is_what_java_reads() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(17);
            int point = random.nextInt(2 * length);
            for (int k = 0; k < length; k++) {
                text.append(k == point ? '.' : (char) ('0' + random.nextInt(10)));
            }
            String number = text.toString();
            double java = number.equals(".") ? Double.NaN : Double.parseDouble(number);
            assertThat(NumberForm.POINT.parse(number)).as(number).isEqualTo(Double.valueOf(java));
        }
        assertThat(NumberForm.COMMA.parse(",")).isEqualTo(NumberForm.MALFORMED);
    }
}
