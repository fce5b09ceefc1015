package io.nightflow.night;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.TenMinuteFlow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NightTest {
    private static final SensorId SENSOR = new SensorId("a");

    @Test
    void ten_minutes_are_those_of_the_clock() {
        assertThat(at("2026-01-01T02:00:00Z").lastOfTen()).isEqualTo(at("2026-01-01T02:09:00Z"));
        assertThat(at("2026-01-01T02:09:00Z").lastOfTen()).isEqualTo(at("2026-01-01T02:09:00Z"));
        assertThat(new TenMinutes(at("2026-01-01T02:09:00Z")).first()).isEqualTo(at("2026-01-01T02:00:00Z"));
    }

    @Test
    void a_mean_needs_eight_minutes_and_says_how_many_it_has() {
        TenMinutes ten = new TenMinutes(at("2026-01-01T02:09:00Z"));
        assertThat(ten.mean(SENSOR, Collections.nCopies(7, 1.0))).isEmpty();
        assertThat(ten.mean(SENSOR, List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)))
                .contains(new TenMinuteFlow(SENSOR, ten.last(), 4.5, 8));
    }

    @ParameterizedTest
    @CsvSource({"21:59, false", "22:00, true", "00:00, true", "04:59, true", "05:00, false", "12:00, false"})
    void a_window_may_cross_midnight(LocalTime time, boolean inside) {
        NightWindow window = new NightWindow(LocalTime.of(22, 0), LocalTime.of(5, 0), ZoneId.of("Asia/Seoul"));
        Minute minute = Minute.containing(
                LocalDate.of(2026, 5, 5).atTime(time).atZone(window.zone()).toInstant());
        assertThat(window.contains(minute)).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Rome, 2026-03-29, 120",
        "Europe/Rome, 2026-10-25, 240",
        "Europe/Rome, 2026-06-01, 180",
        "Australia/Lord_Howe, 2026-04-05, 180",
        "Australia/Lord_Howe, 2026-10-04, 150"
    })
    void the_hours_from_two_to_five_are_counted_as_the_clocks_show_them(ZoneId zone, LocalDate date, int minutes) {
        NightWindow window = new NightWindow(LocalTime.of(2, 0), LocalTime.of(5, 0), zone);
        Minute start = Minute.containing(date.atStartOfDay(zone).toInstant());
        int inside = 0;
        for (int i = 0; i < 24 * 60; i++) {
            inside += window.contains(start.plus(i)) ? 1 : 0;
        }
        assertThat(inside).isEqualTo(minutes);
    }

    private static Minute at(String instant) {
        return Minute.containing(Instant.parse(instant));
    }
}
