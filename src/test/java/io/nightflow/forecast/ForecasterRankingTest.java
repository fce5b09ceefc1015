package io.nightflow.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecasterRankingTest {
    private static final Optional<String> MODEL = Optional.of("lstm-1");

    @Test
    void the_best_of_the_scored_ones_comes_first_and_what_was_not_scored_last() {
        assertThat(ForecasterRanking.ranked(Map.of("lstm-1", 2.0, "yesterday", 1.0, "last-week", 3.0), MODEL)
                        .words())
                .containsExactly("yesterday", "lstm-1", "last-week", "corrected-mean", "mean-of-4-weeks");
        assertThat(ForecasterRanking.ranked(Map.of("last-week", 3.0), MODEL).words())
                .containsExactly("last-week", "lstm-1", "corrected-mean", "mean-of-4-weeks");
    }

    @Test
    void before_anything_is_scored_the_model_comes_first() {
        assertThat(ForecasterRanking.ranked(Map.of(), MODEL).words())
                .containsExactly("lstm-1", "corrected-mean", "mean-of-4-weeks", "last-week");
    }

    @Test
    void the_scores_of_a_model_that_runs_no_more_do_not_count() {
        assertThat(ForecasterRanking.ranked(Map.of("lstm-0", 1.0, "yesterday", 2.0), MODEL)
                        .words())
                .startsWith("yesterday", "lstm-1");
    }

    @Test
    void the_next_way_is_taken_where_the_best_one_knows_nothing() {
        HourlySeries oneWeek = new HourlySeries(Window.HISTORY);
        for (int hour = 0; hour < 168; hour++) {
            oneWeek.put(hour, 5);
        }
        Window window = Window.at(oneWeek, 168);
        ForecasterRanking ways = ForecasterRanking.ranked(Map.of(), MODEL);
        ForecasterRanking.Choice choice = ways.choose(window, WeekAhead.UNKNOWN);
        assertThat(choice.way())
                .as("a corrected mean needs the week before as well")
                .isEqualTo("mean-of-4-weeks");
        assertThat(choice.ahead().mean()).startsWith(5, 5, 5);
        assertThat(ways.choose(Window.at(new HourlySeries(9), 168), WeekAhead.UNKNOWN)
                        .way())
                .isEqualTo("none");
    }
}
