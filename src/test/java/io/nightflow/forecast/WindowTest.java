package io.nightflow.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightflow.reading.Minute;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long ORIGIN = 100_000;

    /** Each hour is its number, counted from the origin, and a thousand a week. */
    private static HourlySeries series(int hours) {
        HourlySeries series = new HourlySeries(Window.HISTORY);
        for (int hour = -hours; hour < 0; hour++) {
            series.put(ORIGIN + hour, hour);
        }
        return series;
    }

    @Test
    void a_short_gap_lies_on_a_line_and_a_long_one_comes_from_last_week() {
        HourlySeries series = series(600);
        for (int hour : new int[] {-20, -21, -22, -40, -41, -42, -43, -1}) {
            series.put(ORIGIN + hour, Double.NaN);
        }
        Window window = Window.at(series, ORIGIN);
        assertThat(window.value(-21)).isEqualTo(-21, within(1e-9));
        assertThat(window.value(-43)).isEqualTo(-43 - 168);
        assertThat(window.value(-1)).as("nothing after it to draw a line to").isEqualTo(-1 - 168);
        assertThat(window.interpolated()).isEqualTo(3);
        assertThat(window.fromLastWeek()).isEqualTo(5);
        assertThat(window.isEnough()).isTrue();
    }

    @Test
    void more_than_a_fifth_of_the_last_week_missing_is_too_little() {
        HourlySeries series = series(600);
        for (int hour = -34; hour <= -2; hour++) {
            series.put(ORIGIN + hour, Double.NaN);
        }
        assertThat(Window.at(series, ORIGIN).isEnough()).isTrue();
        series.put(ORIGIN - 40, Double.NaN);
        assertThat(Window.at(series, ORIGIN).isEnough()).isFalse();
    }

    @Test
    void two_weeks_are_enough_and_an_hour_less_is_not() {
        assertThat(Window.at(series(336), ORIGIN).isEnough()).isTrue();
        assertThat(Window.at(series(335), ORIGIN).isEnough()).isFalse();
    }

    @Test
    void the_usual_is_the_mean_of_the_weeks_before_that_are_known_at_the_origin() {
        Window window = Window.at(series(Window.HISTORY), ORIGIN);
        assertThat(window.usual(5)).isEqualTo(5 - 2.5 * 168);
        assertThat(window.usual(168)).as("one of its weeks has not come yet").isEqualTo(168 - 3 * 168);
        assertThat(Window.at(series(400), ORIGIN).usual(0)).isEqualTo(-1.5 * 168);
    }

    @Test
    void baselines_say_what_their_names_say() {
        Window window = Window.at(series(Window.HISTORY), ORIGIN);
        assertThat(NaiveForecast.LAST_HOUR.at(window, 30)).isEqualTo(-1);
        assertThat(NaiveForecast.YESTERDAY.at(window, 30)).isEqualTo(-18);
        assertThat(NaiveForecast.LAST_WEEK.at(window, 30)).isEqualTo(-138);
        assertThat(NaiveForecast.MEAN_OF_4_WEEKS.at(window, 30)).isEqualTo(30 - 420);
        assertThat(NaiveForecast.CORRECTED_MEAN.at(window, 0)).isEqualTo(-420 + 0.95 * 420, within(1e-9));
        assertThat(NaiveForecast.CORRECTED_MEAN.at(window, 9))
                .isEqualTo(9 - 420 + Math.pow(0.95, 10) * 420, within(1e-9));
    }

    @Test
    void old_hours_leave_a_series_and_later_ones_push_them_out() {
        HourlySeries series = new HourlySeries(3);
        series.put(10, 1);
        series.put(12, 3);
        series.put(9, 9);
        assertThat(List.of(series.at(9), series.at(10), series.at(11), series.at(12), series.at(13)))
                .containsExactly(Double.NaN, 1.0, Double.NaN, 3.0, Double.NaN);
        series.put(14, 5);
        assertThat(series.at(10)).isNaN();
        assertThat(series.at(12)).isEqualTo(3);
        series.put(100, 7);
        assertThat(series.at(12)).isNaN();
    }

    @Test
    void hours_are_those_of_the_clock_at_both_changes() {
        LocalHours rome = new LocalHours(ZoneId.of("Europe/Rome"));
        long spring = rome.of(minute("2026-03-29T00:00:00Z"));
        assertThat(rome.of(minute("2026-03-29T01:00:00Z"))).isEqualTo(spring + 2);
        long autumn = rome.of(minute("2026-10-25T00:00:00Z"));
        assertThat(rome.of(minute("2026-10-25T01:00:00Z"))).isEqualTo(autumn);
        assertThat(rome.of(minute("2026-10-25T02:00:00Z"))).isEqualTo(autumn + 1);
    }

    private static Minute minute(String time) {
        return Minute.containing(Instant.parse(time));
    }

    @Test
    void holidays_are_of_one_year_or_of_every_year_and_a_wrong_line_is_named() {
        List<String> faults = new ArrayList<>();
        HourCalendar calendar = HourCalendar.parse(
                List.of("# Italy", "12-25,Christmas", "2026-04-06,Easter Monday", "", "soon,Party"), faults);
        assertThat(faults).containsExactly("5: must begin with a day of the calendar, 2026-04-06 or 12-25 (got soon)");
        LocalHours utc = new LocalHours(ZoneId.of("UTC"));
        assertThat(calendar.isHoliday(utc.of(minute("2026-04-06T23:00:00Z")))).isTrue();
        assertThat(calendar.isHoliday(utc.of(minute("2027-04-06T12:00:00Z")))).isFalse();
        assertThat(calendar.isHoliday(utc.of(minute("2031-12-25T00:00:00Z")))).isTrue();
        assertThat(LocalHours.words(HourCalendar.monday(utc.of(minute("2026-04-07T05:00:00Z")))))
                .isEqualTo("2026-04-13T00:00");
        assertThat(LocalHours.words(HourCalendar.monday(utc.of(minute("2026-04-06T00:00:00Z")))))
                .isEqualTo("2026-04-06T00:00");
        assertThat(HourCalendar.hourOfWeek(utc.of(minute("2026-04-06T05:00:00Z"))))
                .as("a Monday")
                .isEqualTo(5);
    }
}
