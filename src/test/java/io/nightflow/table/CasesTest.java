package io.nightflow.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.reading.Quantity;
import io.nightflow.reading.RegisterUnit;
import io.nightflow.reading.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that people had and that gave nothing, or the wrong thing: how many readings, and the first and the last of them. */
class CasesTest {
    private static final Path CASES = Path.of("../shared/cases");

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "07-own-export-comes-back-wrong/exported.csv => 240: inlet-1 2026-10-02T00:00:00Z 20.952 NaN .. inlet-1 2026-10-02T03:59:00Z 48.924 NaN",
                "14-fifteen-minute-history/q15.csv => 5376: x 2026-10-02T00:00:00Z 5.820 NaN .. x 2026-11-26T23:45:00Z 12.650 NaN",
                "14-fifteen-minute-history/q60.csv => 1344: x 2026-10-02T00:00:00Z 7.490 NaN .. x 2026-11-26T23:00:00Z 8.450 NaN",
                "16-compact-stamps-read-as-epoch/d-compact.csv => 504: x 2024-02-29T23:00:00Z 10.240 NaN .. x 2024-03-21T22:00:00Z 10.740 NaN",
                "17-pandas-numbers/d-digits.csv => 4: x 2024-03-12T23:00:00Z 8.723 NaN .. x 2024-03-12T23:03:00Z 12.000 NaN",
                "18-nothing-stored-exit-0/a-semi.csv => 4: inlet-1 2024-02-29T23:00:00Z 41.250 NaN .. inlet-2 2024-02-29T23:01:00Z 8.200 NaN",
                "18-nothing-stored-exit-0/b-date-dmy.csv => 2: x 2024-03-12T23:00:00Z 7.740 NaN .. x 2024-03-12T23:15:00Z 6.920 NaN",
                "18-nothing-stored-exit-0/c-quoted.csv => 2: x 2024-03-12T23:00:00Z 7.740 NaN .. x 2024-03-12T23:01:00Z 6.920 NaN",
                "19-csv-dialects/a-semi.csv => 4: inlet-1 2024-02-29T23:00:00Z 41.250 NaN .. inlet-2 2024-02-29T23:01:00Z 8.200 NaN",
                "19-csv-dialects/b2-header-date.csv => 2: x 2024-03-12T23:00:00Z 7.740 NaN .. x 2024-03-12T23:01:00Z 6.920 NaN",
                "19-csv-dialects/c-quoted.csv => 2: x 2024-03-12T23:00:00Z 7.740 NaN .. x 2024-03-12T23:01:00Z 6.920 NaN",
                "19-csv-dialects/f-2400.csv => 3: x 2024-03-13T22:59:00Z 7.100 NaN .. x 2024-03-13T23:01:00Z 7.300 NaN",
                "19-csv-dialects/j2-utf8-korean.csv => 4: nambu 2024-03-12T23:00:00Z 7.100 NaN .. inlet-2 2024-03-12T23:01:00Z 8.000 NaN",
                "19-csv-dialects/m-preamble.csv => 2: x 2024-03-12T23:00:00Z 7.100 NaN .. x 2024-03-12T23:01:00Z 7.200 NaN",
                "19-csv-dialects/u-slash.csv => 5: x 2024-03-12T23:00:00Z 7.100 NaN .. x 2024-03-12T23:04:00Z 7.500 NaN",
                "20-not-utf8/j-cp949.csv => 1: x 2024-03-12T23:00:00Z 7.100 NaN .. x 2024-03-12T23:00:00Z 7.100 NaN",
                "22-winter-time-logger/t-spring.csv => 4: x 2024-03-31T00:59:00Z 7.100 NaN .. x 2024-03-31T02:00:00Z 7.400 NaN",
                "23-before-2020/i-2018.csv => 2: x 2018-03-12T23:00:00Z 7.100 NaN .. x 2018-03-12T23:01:00Z 7.200 NaN",
                "24-stuck-over-a-gap/gap-same.csv => 3240: x 2026-11-26T00:00:00Z 7.900 NaN .. x 2026-11-28T07:59:00Z 8.200 NaN",
                "27-sub-minute-values/r-subminute.csv => 40: x 2024-03-12T23:00:00Z 0.000 NaN .. x 2024-03-12T23:09:45Z 0.000 NaN",
                "28-totaliser/total.csv => 3: house-3 2026-11-20T13:36:00Z 166.426 NaN .. house-3 2026-11-20T15:00:00Z 0.012 NaN"
            })
    void a_case_gives_what_is_right(String file, String expected) throws IOException {
        assumeTrue(Files.isRegularFile(CASES.resolve(file)), "the cases of ../shared are not there");
        TableOptions options = new TableOptions(
                ZoneId.of("Europe/Rome"),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                file.startsWith("28") ? List.of("sensor", "time", "total") : List.of(),
                file.matches(".*(a-semi|j2-utf8-korean).csv") ? "" : "x",
                file.startsWith("28") ? RegisterUnit.find("m3") : Optional.empty(),
                TableOptions.Holds.READINGS);
        List<String> readings = new ArrayList<>();
        Table table = Table.of(() -> Files.newInputStream(CASES.resolve(file)), options);
        try (TableReader reader = table.read(
                (sensor, quantity) -> quantity == Quantity.FLOW ? Unit.M3_PER_HOUR : Unit.BAR,
                (line, rule, got) -> readings.add("line " + line + ": " + rule))) {
            for (List<TableReading> row = reader.next(); !row.isEmpty(); row = reader.next()) {
                row.forEach(each -> readings.add(words(each)));
            }
        }
        String told = readings.size() + ": " + readings.get(0) + " .. " + readings.get(readings.size() - 1);
        assertThat(told).isEqualTo(String.valueOf(expected));
    }

    private static String words(TableReading reading) {
        return String.format(
                Locale.ROOT,
                "%s %s %.3f %.3f",
                reading.sensor(),
                reading.time(),
                Double.isNaN(reading.flow()) ? reading.total() : reading.flow(),
                reading.pressure());
    }
}
