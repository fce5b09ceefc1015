package io.nightflow.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Stage;
import io.nightflow.reading.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherMethodsTest {
    private static final long TEN_MINUTES_BEFORE_START = 600;

    /** The share of the standard normal distribution below a value, by Simpson's rule: an independent computation. */
    private static double below(double deviations) {
        int steps = 100_000;
        double from = -10;
        double width = (deviations - from) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double x = from + i * width;
            sum += Math.exp(-x * x / 2) * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return sum * width / 3 / Math.sqrt(2 * Math.PI);
    }

    @ParameterizedTest
    @CsvSource({"0.90, 0, 1", "0.95, 1, 2", "0.98, 2, 3", "0.99, 3, 4"})
    void percentile_stages_begin_exactly_at_their_percentile(double share, int under, int over) {
        double low = 0;
        double high = 5;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (below(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        assertThat(PercentileMethod.stage(low - 1e-9)).isEqualTo(under);
        assertThat(PercentileMethod.stage(high + 1e-9)).isEqualTo(over);
    }

    @Test
    void percentile_mode_looks_upwards_only_and_needs_a_deviation() {
        Criteria.Numbers numbers = new Criteria.Numbers(10, 2, 1);
        assertThat(PercentileMethod.judge(Quantity.FLOW, 0, numbers).stage()).isEqualTo(Stage.NORMAL);
        Verdict over = PercentileMethod.judge(Quantity.FLOW, 14.5, numbers);
        assertThat(over.stage()).isEqualTo(Stage.ALERT);
        assertThat(Told.inEnglish(over.reason())).isEqualTo("flow (14.5 against 10 m3/h) is over the 98th percentile");
        assertThat(PercentileMethod.judge(Quantity.FLOW, 14.5, Criteria.Numbers.UNKNOWN)
                        .stage())
                .isEqualTo(Stage.NOT_APPLICABLE);
    }

    @ParameterizedTest
    @CsvSource({"100, 91.5, 0", "100, 90, 1", "100, 83, 2", "100, 76.5, 3", "100, 71, 4", "100, 200, 4", "100, 0, 4"})
    void prediction_stages_are_percents_of_the_actual_value(double forecast, double actual, int stage) {
        PredictionMethod.Memory memory = memory(0.01);
        Verdict verdict = PredictionMethod.judge(Quantity.FLOW, actual, forecast, 1, memory);
        assertThat(verdict.stage().ordinal()).isEqualTo(stage);
    }

    @Test
    void a_forecast_that_is_often_wrong_by_that_much_raises_nothing() {
        assertThat(PredictionMethod.judge(Quantity.FLOW, 70, 100, 1, memory(0.3))
                        .stage())
                .isEqualTo(Stage.NORMAL);
        assertThat(PredictionMethod.judge(Quantity.FLOW, 70, 100, 1, new PredictionMethod.Memory())
                        .stage())
                .as("before a day of comparisons")
                .isEqualTo(Stage.NOT_APPLICABLE);
        assertThat(PredictionMethod.judge(Quantity.FLOW, 70, Double.NaN, 1, memory(0.01))
                        .stage())
                .isEqualTo(Stage.NOT_APPLICABLE);
    }

    @Test
    void the_reason_of_a_prediction_names_both_values() {
        Verdict verdict = PredictionMethod.judge(Quantity.PRESSURE, 3, 5, 1, memory(0.01));
        assertThat(Told.inEnglish(verdict.reason()))
                .isEqualTo("pressure 40 % below the forecast made the day before (3 against 5 bar)");
        assertThat(verdict.event()).isEqualTo(EventKind.LOW_PRESSURE);
    }

    @ParameterizedTest
    @CsvSource({"10.9, 0", "11, 1", "12.1, 2", "13.1, 3", "14, 4", "5, 0"})
    void night_stages_are_percents_over_the_usual_minimum(double mean, int stage) {
        NightUsual usual = new NightUsual(10, 0.2, 10.6, false, 180);
        Verdict verdict = NightMethod.judge(mean, 0, usual, 1, new SystemMemory());
        assertThat(verdict.stage().ordinal()).isEqualTo(stage);
        if (stage > 0) {
            assertThat(verdict.event()).isEqualTo(EventKind.LEAK);
            assertThat(Told.inEnglish(verdict.reason()))
                    .startsWith("night flow ")
                    .contains(" over the usual minimum night flow (");
        }
    }

    @Test
    void restless_nights_need_more() {
        NightUsual restless = new NightUsual(10, 2, 16, false, 180);
        assertThat(NightMethod.judge(14, 0, restless, 1, new SystemMemory()).stage())
                .isEqualTo(Stage.ATTENTION);
        assertThat(NightMethod.judge(14, 0, NightUsual.UNKNOWN, 1, new SystemMemory())
                        .stage())
                .isEqualTo(Stage.NOT_APPLICABLE);
    }

    @Test
    void a_second_high_night_in_a_row_is_told_at_its_end() {
        NightUsual first = new NightUsual(10, 0.2, 10.6, false, 180);
        NightUsual second = new NightUsual(10, 0.2, 10.6, true, 180);
        assertThat(NightMethod.judgeNight(Verdict.NORMAL, 10.7, first)).isEqualTo(Verdict.NORMAL);
        assertThat(NightMethod.judgeNight(Verdict.NORMAL, 10.6, second)).isEqualTo(Verdict.NORMAL);
        assertThat(NightMethod.judgeNight(Verdict.NORMAL, Double.NaN, second)).isEqualTo(Verdict.NORMAL);
        Verdict leak = NightMethod.judgeNight(Verdict.NORMAL, 10.7, second);
        assertThat(leak.stage()).isEqualTo(Stage.ATTENTION);
        assertThat(NightMethod.judge(15, 0, first, 1, new SystemMemory()).stage())
                .isEqualTo(Stage.SERIOUS);
        assertThat(NightMethod.judge(15, 0, second, 1, new SystemMemory()).stage())
                .as("the leak is told once, not each night")
                .isEqualTo(Stage.CAUTION);
        assertThat(Told.inEnglish(leak.reason()))
                .isEqualTo("minimum night flow 7 % over the usual (10.7 against 10 m3/h), two nights in a row");
    }

    @Test
    void a_day_without_a_minute_of_rest_is_continuous_flow_where_nights_usually_rest() {
        SystemMemory memory = new SystemMemory();
        long second = 0;
        for (int hour = 0; hour < 24 * 5; hour++, second += 3_600) {
            memory.add(hour % 24 == 3 ? 0 : 2, second, true, hour % 24 < 5);
        }
        assertThat(NightMethod.judge(1, second, NightUsual.UNKNOWN, 1, memory).stage())
                .isEqualTo(Stage.NORMAL);
        for (int hour = 0; hour < 24; hour++, second += 3_600) {
            memory.add(1, second, true, hour % 24 < 5);
        }
        Verdict verdict = NightMethod.judge(1, second, NightUsual.UNKNOWN, 1, memory);
        assertThat(verdict.event()).isEqualTo(EventKind.CONTINUOUS_FLOW);
        assertThat(Told.inEnglish(verdict.reason()))
                .isEqualTo("flow has not been zero for 45 hours, most nights it is");
    }

    @Test
    void ten_minutes_have_a_mean_with_eight_of_them() {
        LastTenMinutes ten = new LastTenMinutes();
        for (int i = 0; i < 10; i++) {
            if (i != 4) {
                ten.add(i, TEN_MINUTES_BEFORE_START + i * 60L);
            }
        }
        assertThat(ten.mean()).isEqualTo(41.0 / 9);
        ten.add(7, TEN_MINUTES_BEFORE_START + 12 * 60L);
        assertThat(ten.mean()).as("2, 3, 4, 10 and 11 are missing").isNaN();
        assertThat(new Minute(9 * 60).lastOfTen()).isEqualTo(new Minute(9 * 60));
        assertThat(new Minute(10 * 60).lastOfTen()).isNotEqualTo(new Minute(10 * 60));
    }

    private static PredictionMethod.Memory memory(double error) {
        PredictionMethod.Memory memory = new PredictionMethod.Memory();
        for (int i = 0; i < 200; i++) {
            memory.learn(error);
        }
        return memory;
    }
}
