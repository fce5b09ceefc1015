package io.nightflow.detect.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.Stage;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A year of made series at a time. */
class SeriesScorerTest {
    private static final int DAY = 86_400;
    private static final int FAULT_DAY = 200;
    private static final long SOME_MONDAY = 1_735_516_800L;

    private final List<Long> alerts = new ArrayList<>();
    private int step = 3_600;

    @Test
    void a_period_without_noise_is_normal_from_its_third_repetition_on() {
        step = 300;
        run(28, row -> square(row));
        assertThat(alerts).isEmpty();
        run(28, row -> day(row));
        assertThat(alerts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 3_600})
    void a_flat_line_is_quiet_until_it_moves(int sampling) {
        step = sampling;
        run(365, row -> 50);
        assertThat(alerts).isEmpty();
        run(365, row -> at(row) >= FAULT_DAY ? 51 : 50);
        assertThat(alerts).hasSize(1).allMatch(day -> day == FAULT_DAY);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 900, 3_600})
    void a_burst_of_two_days_is_one_alert_within_a_day_and_two_others_in_a_year_at_most(int sampling) {
        step = sampling;
        Random random = new Random(5);
        run(365, row -> noisy(row, random) * (at(row) >= FAULT_DAY && at(row) < FAULT_DAY + 2 ? 1.5 : 1));
        assertThat(alerts.stream().filter(SeriesScorerTest::isInFault))
                .isNotEmpty()
                .hasSizeLessThan(3);
        assertThat(alerts.stream().filter(day -> !isInFault(day)).count()).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 3_600})
    void a_step_that_stays_is_told_within_a_day_and_learnt(int sampling) {
        step = sampling;
        Random random = new Random(6);
        run(365, row -> noisy(row, random) * (at(row) >= FAULT_DAY ? 1.5 : 1));
        assertThat(alerts.stream().filter(SeriesScorerTest::isInFault)).isNotEmpty();
        assertThat(alerts.stream().filter(day -> !isInFault(day)).count())
                .as("also none two weeks after it: %s", alerts)
                .isLessThanOrEqualTo(2);
    }

    @Test
    void a_drift_and_single_points_are_two_alerts_in_a_year_at_most() {
        Random random = new Random(7);
        run(365, row -> noisy(row, random) * (1 + 0.5 * at(row) / 365));
        assertThat(alerts).hasSizeLessThanOrEqualTo(2);
        Random jitter = new Random(9);
        run(365, row -> noisy(row, jitter) * (row % 733 == 700 ? 1.2 : 1));
        assertThat(alerts).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void a_score_depends_on_its_row_and_earlier_ones_only() {
        List<SeriesScorer.Score> whole = scores(4_000, 0);
        assertThat(scores(3_905, 0)).isEqualTo(whole.subList(0, 3_905));
        assertThat(scores(4_000, 1e6).subList(0, 3_999)).isEqualTo(whole.subList(0, 3_999));
        assertThat(whole).allMatch(score -> score.score() >= 0 && score.score() < 1);
    }

    @Test
    void odd_rows_change_nothing() {
        SeriesScorer scorer = new SeriesScorer(ZoneOffset.UTC);
        SeriesScorer plain = new SeriesScorer(ZoneOffset.UTC);
        Random random = new Random(3);
        for (int row = 0; row < 2_000; row++) {
            double value = noisy(row, random);
            assertThat(scorer.score(second(row), value)).isEqualTo(plain.score(second(row), value));
            assertThat(scorer.score(second(row), value)).isEqualTo(SeriesScorer.Score.UNKNOWN);
            assertThat(scorer.score(second(row) - 10, 1e9)).isEqualTo(SeriesScorer.Score.UNKNOWN);
            assertThat(scorer.score(second(row) + 10, Double.NaN)).isEqualTo(SeriesScorer.Score.UNKNOWN);
        }
        assertThat(scorer.score(second(2_000), 1e12).stage()).isEqualTo(Stage.SERIOUS);
    }

    private List<SeriesScorer.Score> scores(int rows, double addedToTheLast) {
        SeriesScorer scorer = new SeriesScorer(ZoneOffset.UTC);
        Random random = new Random(4);
        List<SeriesScorer.Score> scores = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            scores.add(scorer.score(second(row), noisy(row, random) + (row == rows - 1 ? addedToTheLast : 0)));
        }
        return scores;
    }

    /** The days on which an alert begins, for so many days of a series. */
    private void run(int days, IntToDoubleFunction series) {
        SeriesScorer scorer = new SeriesScorer(ZoneOffset.UTC);
        alerts.clear();
        for (int row = 0; row < days * (DAY / step); row++) {
            Stage stage = scorer.score(second(row), series.applyAsDouble(row)).stage();
            if (stage == Stage.ALERT || stage == Stage.SERIOUS) {
                alerts.add((long) at(row));
            }
        }
    }

    private static boolean isInFault(long day) {
        return day >= FAULT_DAY && day <= FAULT_DAY + 2;
    }

    private long second(int row) {
        return SOME_MONDAY + (long) row * step;
    }

    private int at(int row) {
        return (int) ((long) row * step / DAY);
    }

    private double day(int row) {
        double share = (double) ((long) row * step % DAY) / DAY;
        return 100 - 40 * Math.cos(2 * Math.PI * share) + 15 * Math.sin(4 * Math.PI * share);
    }

    private double square(int row) {
        long hour = (long) row * step % DAY / 3_600;
        return hour >= 9 && hour < 18 ? 80 : 20;
    }

    private double noisy(int row, Random random) {
        return day(row) * (1 + 0.03 * random.nextGaussian());
    }
}
