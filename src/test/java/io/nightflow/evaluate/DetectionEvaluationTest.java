package io.nightflow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.detect.DetectionRules;
import io.nightflow.reading.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class DetectionEvaluationTest {
    private static final Path DATA = Path.of("../shared/data/dma-inflow-hourly.csv");
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    @TempDir
    private Path folder;

    @Test
    void on_real_demand_bursts_are_found_with_fewer_false_alarms_than_by_percentiles() throws IOException {
        assumeTrue(Files.exists(DATA), "the district zones are not here: " + DATA);
        DetectionRules usual = DetectionRules.usual(ROME);
        List<String> profile = table(usual);
        List<String> old = table(usual.percentile());
        assertThat(together(profile, "false alarms")).isLessThan(1.5);
        assertThat(together(old, "false alarms")).isGreaterThan(3);
        assertThat(together(profile, "burst +20 %, found within")).isGreaterThan(45);
        assertThat(together(profile, "burst +50 %, found within")).isGreaterThan(85);
        assertThat(together(profile, "stuck meter")).isGreaterThan(85);
        assertThat(together(profile, "burst +20 %, found within"))
                .isGreaterThan(together(old, "burst +20 %, found within"));
    }

    @Test
    void a_wrong_file_is_told_by_line() {
        assertThatThrownBy(() -> read("timestamp,a\n2021-01-01T00:00,1\n2021-01-01T01:00,x\n2021-01-01T02:00,1\n"))
                .hasMessage("line 3: a: must be a number (got x)");
        assertThatThrownBy(() -> read("timestamp,a\nnoon,1\n")).hasMessageContaining("has no column of times");
        assertThatThrownBy(() -> Span.parse("2021-05-01", ROME)).hasMessageContaining("(got 2021-05-01)");
    }

    private List<HourlyDemand> read(String text) throws IOException {
        return HourlyDemand.read(Files.writeString(folder.resolve("any.csv"), text), ROME, Unit.L_PER_SECOND);
    }

    private static List<String> table(DetectionRules rules) throws IOException {
        DetectionEvaluation evaluation = new DetectionEvaluation(
                DATA,
                ROME,
                Unit.L_PER_SECOND,
                Span.parse("2021-04-01..2021-07-31", ROME),
                Span.parse("2021-08-01..2021-09-30", ROME),
                rules,
                1,
                false,
                1);
        evaluation.run(zone -> {});
        return evaluation.table();
    }

    private static double together(List<String> table, String row) {
        String line = table.stream()
                .filter(each -> each.startsWith("| " + row))
                .findFirst()
                .orElseThrow();
        String[] cells = line.split("\\|", -1);
        return Double.parseDouble(cells[cells.length - 2].strip().split(" ", -1)[0]);
    }
}
