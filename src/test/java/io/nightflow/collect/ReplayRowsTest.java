package io.nightflow.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayRowsTest {
    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private final List<String> faults = new ArrayList<>();
    private final ReplayRows rows =
            new ReplayRows(ZoneId.of("Europe/Rome"), new AcceptedTimes(NOW, Duration.ofMinutes(2)), faults::add);

    @Test
    void a_column_a_sensor() {
        assertThat(bodies("timestamp,a,b\n2021-06-01T02:00,1.5,\n2021-06-01T03:00,2,0.25\n"))
                .containsExactly("S,0,a,1622505600,1.5,", "S,0,a,1622509200,2,", "S,0,b,1622509200,0.25,");
        assertThat(faults).isEmpty();
    }

    @Test
    void a_line_a_reading_with_any_kind_of_time() {
        assertThat(bodies("sensor,time,flow,pressure\na,1622505600,1,4\na,2021-06-01T00:01:00Z,2,\n"
                        + "a,2021-06-01 02:02,3,5\na,2021-06-01T03:03+03:00,,6"))
                .containsExactly(
                        "S,0,a,1622505600,1,4", "S,0,a,1622505660,2,", "S,0,a,1622505720,3,5", "S,0,a,1622505780,,6");
    }

    @Test
    void the_hour_that_the_autumn_change_shows_twice_is_two_hours() {
        assertThat(bodies(
                        "timestamp,a\n2021-10-31T01:00,1\n2021-10-31T02:00,2\n2021-10-31T02:00,3\n2021-10-31T03:00,4"))
                .containsExactly(
                        "S,0,a,1635634800,1,", "S,0,a,1635638400,2,", "S,0,a,1635642000,3,", "S,0,a,1635645600,4,");
    }

    @Test
    void several_lines_of_one_time_are_one_time_also_in_that_hour() {
        assertThat(bodies("a,2021-10-31T02:30,1,\nb,2021-10-31T02:30,1,\na,2021-10-31T02:00,1,\nb,2021-10-31T02:00,1,"))
                .containsExactly(
                        "S,0,a,1635640200,1,", "S,0,b,1635640200,1,", "S,0,a,1635642000,1,", "S,0,b,1635642000,1,");
    }

    @Test
    void a_wrong_row_is_named_by_its_line_and_the_rest_goes_in() {
        assertThat(bodies("sensor,time,flow,pressure\na,2021-06-01T00:00,x,4\nb b,2021-06-01T00:00,1,4\n"
                        + "a,yesterday,1,4\na,2021-03-28T02:30,1,4\na,2019-06-01T00:00,1,4\na,2026-06-01T00:00,1,4\na\n"
                        + "a,2021-06-01T00:00,1,4"))
                .containsExactly("S,0,a,1622498400,1,4");
        assertThat(faults)
                .containsExactly(
                        "line 2: flow: must be a plain number (got x)",
                        "line 3: sensor: must be 1 to 32 characters of A-Z a-z 0-9 _ . - (got b b)",
                        "line 4: time: must be ISO local time, ISO with an offset, or epoch seconds (got yesterday)",
                        "line 5: time: must be ISO local time, ISO with an offset, or epoch seconds (got 2021-03-28T02:30)",
                        "line 6: time: is before 2020 (got 2019-06-01T00:00)",
                        "line 7: time: is in the future (got 2026-06-01T00:00)",
                        "line 8: must be sensor,time,flow,pressure (got a)");
        assertThat(rows.wrong()).isEqualTo(7);
    }

    private List<String> bodies(String text) {
        return rows.bodies(text.lines().toList());
    }
}
