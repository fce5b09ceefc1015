package io.nightflow.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.Stage;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesScorerTest {
    private static final int VALUES = 3_000;

    /** A day and noise, with a burst of ten values near the end. */
    private static double value(int i, long step) {
        Random random = new Random(i * 77L);
        random.nextLong();
        double day = 100 + 30 * Math.sin(2 * Math.PI * i * step / 86_400);
        return day + 2 * random.nextGaussian() + (i >= VALUES - 100 && i < VALUES - 90 ? 60 : 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 300, 900, 3_600})
    void a_burst_scores_over_all_else_at_any_sampling_interval(long step) {
        SeriesScorer scorer = new SeriesScorer(ZoneOffset.UTC);
        double burst = 0;
        int alarms = 0;
        for (int i = 0; i < VALUES; i++) {
            SeriesScorer.Score score = scorer.score(i * step, value(i, step));
            assertThat(score.score()).isBetween(0.0, 1.0);
            boolean inBurst = i >= VALUES - 100 && i < VALUES - 90;
            burst = inBurst ? Math.max(burst, score.score()) : burst;
            boolean alarm = score.stage() == Stage.ALERT || score.stage() == Stage.SERIOUS;
            alarms += alarm && !inBurst && i > VALUES / 3 && i < VALUES - 100 ? 1 : 0;
        }
        assertThat(burst).isGreaterThan(0.5);
        assertThat(alarms).as("alarms without cause").isLessThan(VALUES / 200);
    }

    @Test
    void a_score_depends_on_its_row_and_earlier_ones_only() {
        List<SeriesScorer.Score> whole = scores(VALUES, 0);
        assertThat(scores(VALUES - 95, 0)).isEqualTo(whole.subList(0, VALUES - 95));
        assertThat(scores(VALUES, 1e6).subList(0, VALUES - 1)).isEqualTo(whole.subList(0, VALUES - 1));
    }

    @Test
    void missing_values_constants_and_jumps_of_scale_do_no_harm() {
        SeriesScorer scorer = new SeriesScorer(ZoneOffset.UTC);
        for (int i = 0; i < 1_000; i++) {
            scorer.score(i * 300L, 0);
        }
        assertThat(scorer.score(300_000, Double.NaN)).isEqualTo(SeriesScorer.Score.UNKNOWN);
        assertThat(scorer.score(300_300, 1e12).score()).isBetween(0.5, 1.0);
        for (int i = 0; i < 2_000; i++) {
            assertThat(scorer.score(300_600 + i * 300L, 1e12 + i % 5).score()).isBetween(0.0, 1.0);
        }
        assertThat(scorer.score(300_600 + 2_000 * 300L, 1e12).stage())
                .as("the new usual")
                .isEqualTo(Stage.NORMAL);
    }

    private static List<SeriesScorer.Score> scores(int values, double addedToTheLast) {
        SeriesScorer scorer = new SeriesScorer(ZoneOffset.UTC);
        List<SeriesScorer.Score> scores = new ArrayList<>();
        for (int i = 0; i < values; i++) {
            scores.add(scorer.score(i * 300L, value(i, 300) + (i == values - 1 ? addedToTheLast : 0)));
        }
        return scores;
    }
}
