package io.nightflow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.SensorSeries;
import io.nightflow.reading.Unit;
import io.nightflow.settings.ListFile;
import io.nightflow.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class NightEvaluationTest {
    private static final Path ZONES = Path.of("../shared/data/dma-inflow-hourly.csv");
    private static final Path DISTRICT = Path.of("../shared/data/ltown-2019-5min.csv");
    private static final Path LEAKS = Path.of("../shared/data/ltown-2019-leaks.csv");
    private static final long FIRST = LocalDate.of(2022, 1, 3).toEpochDay();

    @Test
    void leaks_are_counted_beside_the_alarms_that_are_raised_without_them() {
        Random random = new Random(1);
        double[] hours = new double[200 * 24];
        for (int hour = 0; hour < hours.length; hour++) {
            hours[hour] = 20 * (1 + 0.01 * random.nextGaussian());
        }
        NightEvaluation evaluation =
                new NightEvaluation(List.of(new SensorSeries("calm", FIRST * 24, hours)), day -> false);
        evaluation.run(FIRST + 60, FIRST + 199, zone -> {});
        assertThat(evaluation.table()).hasSize(4);
        assertThat(evaluation.table().get(2))
                .startsWith("| night rule | 0.000 | 0.0 % |")
                .contains("| 100.0 % | 100.0 % | 0.0 % | 2 | 100.0 %, ");
        assertThatThrownBy(() -> evaluation.require(FIRST + 60, FIRST + 200))
                .hasMessage("must lie within the nights of the file, 2022-01-03..2022-07-21");
    }

    /** The figures of docs/reference/night.md, within what a change of the data's rounding could move. */
    @Test
    void the_rule_keeps_its_figures_on_real_zones() throws IOException, SettingsException {
        Assumptions.assumeTrue(Files.exists(ZONES), "the data of the ten zones is not here");
        ZoneId rome = ZoneId.of("Europe/Rome");
        HourCalendar italy = HourCalendar.parse(ListFile.days(Path.of("config/holidays-italy.csv")), new ArrayList<>());
        NightEvaluation evaluation =
                new NightEvaluation(DemandFile.read(ZONES, rome, Unit.L_PER_SECOND), italy::isHolidayOn);
        evaluation.run(
                LocalDate.of(2022, 1, 1).toEpochDay(), LocalDate.of(2022, 7, 24).toEpochDay(), zone -> {});
        double[] rule = figures(evaluation.table().get(2));
        double[] tenLines = figures(evaluation.table().get(3));
        assertThat(rule[0]).as("alarms a week").isLessThan(tenLines[0]);
        assertThat(rule[1]).as("nights in alarm").isLessThan(3.5);
        for (int size = 2; size < 6; size++) {
            assertThat(rule[size]).as("found of size " + size).isGreaterThan(tenLines[size] + 12);
        }
        List<String> zones = evaluation.zoneTable();
        for (int line = 2; line < zones.size(); line += 2) {
            double[] ofRule = figures(zones.get(line));
            double[] ofTenLines = figures(zones.get(line + 1));
            for (int size = 2; size < 6; size++) {
                assertThat(ofRule[size]).as(zones.get(line)).isGreaterThanOrEqualTo(ofTenLines[size]);
            }
        }
    }

    @Test
    void a_district_with_higher_weekends_raises_nothing_and_its_abrupt_leaks_are_found() throws IOException {
        Assumptions.assumeTrue(Files.exists(DISTRICT), "the data of L-Town is not here");
        List<SensorSeries> clean =
                DemandFile.without(DemandFile.read(DISTRICT, ZoneId.of("UTC"), Unit.M3_PER_HOUR), "leaks");
        NightEvaluation evaluation = new NightEvaluation(clean, day -> false);
        long from = LocalDate.of(2019, 2, 15).toEpochDay();
        long to = LocalDate.of(2019, 12, 31).toEpochDay();
        evaluation.run(from, to, zone -> {});
        assertThat(figures(evaluation.table().get(2))[0]).isLessThanOrEqualTo(0.05);
        List<String> labelled = evaluation.labelled(KnownLeak.parse(Files.readAllLines(LEAKS)), from, to);
        assertThat(figures(labelled.get(labelled.size() - 1))[0]).isGreaterThanOrEqualTo(95);
    }

    /** The numbers of a line of a table, after its name. */
    private static double[] figures(String line) {
        return java.util.regex.Pattern.compile("\\| ([0-9.]+)")
                .matcher(line)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .toArray();
    }
}
