package io.nightflow.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WeeklyMeanTest {
    private static final double NONE = Double.NaN;

    @Test
    void a_forecast_is_the_mean_of_the_weeks_that_there_are() {
        assertThat(WeeklyMean.of(List.of(1.0, 2.0, 3.0, 6.0))).isEqualTo(3);
        assertThat(WeeklyMean.of(List.of(NONE, 2.0, NONE, 6.0))).isEqualTo(4);
    }

    @Test
    void less_than_two_weeks_of_history_is_zero() {
        assertThat(WeeklyMean.of(List.of(5.0, NONE, NONE, NONE))).isZero();
        assertThat(WeeklyMean.of(List.of(NONE, NONE, NONE, NONE))).isZero();
    }
}
