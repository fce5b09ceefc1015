package io.nightflow.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.reading.Finding;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Told;
import io.nightflow.reading.Unit;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SystemMethodTest {
    private static final int DAY = 1_440;
    private static final SensorId SENSOR = new SensorId("a");
    private static final MeteringPoint POINT =
            new MeteringPoint(SENSOR, Unit.M3_PER_HOUR, Unit.BAR, new Range(-50, 1_000), new Range(0, 16));

    private final OutlierDetector detector = new OutlierDetector(DetectionRules.usual(ZoneOffset.UTC));
    private final SensorState state = new SensorState();
    private final PlainContext outlook = new PlainContext();
    private Minute minute = Minute.containing(1_767_225_600L);
    private Finding pressure;

    @Test
    void a_usual_value_is_normal_and_the_other_methods_do_not_apply_yet() {
        learn(DAY);
        assertThat(flow(11).stages().digits()).isEqualTo("0555");
        assertThat(pressure.stages().digits()).isEqualTo("055");
    }

    @Test
    void a_missing_value_is_serious_only_where_the_sensor_sends_one() {
        assertThat(flow(Double.NaN).stages().digits()).isEqualTo("5555");
        flow(10);
        Finding missing = flow(Double.NaN);
        assertThat(missing.stages().digits()).isEqualTo("4555");
        assertThat(Told.inEnglish(missing.reason())).isEqualTo("no flow was sent");
    }

    @Test
    void a_value_outside_of_the_meters_range_is_serious() {
        Finding far = flow(1_000.1);
        assertThat(far.stages().digits()).isEqualTo("4555");
        assertThat(Told.inEnglish(far.reason())).isEqualTo("flow 1000.1 m3/h is outside of the range -50 to 1000");
        assertThat(far.faulty()).isTrue();
        judge(10, 16.5, false);
        assertThat(pressure.stages().digits()).isEqualTo("455");
    }

    @Test
    void reverse_flow_keeps_its_sign_and_is_no_fault() {
        Finding reverse = flow(-3);
        assertThat(reverse.stages().digits()).isEqualTo("2555");
        assertThat(Told.inEnglish(reverse.reason())).isEqualTo("reverse flow of -3 m3/h");
        assertThat(reverse.faulty()).isFalse();
    }

    @Test
    void a_flow_over_ten_times_its_mean_is_an_alert_once_a_day_is_known() {
        learn(DAY - 1);
        assertThat(flow(300).stages().digits()).isEqualTo("0555");
        learn(DAY);
        Finding huge = flow(400);
        assertThat(huge.stages().digits()).isEqualTo("3555");
        assertThat(Told.inEnglish(huge.reason())).startsWith("flow 400 m3/h is over 10 times its mean of 1");
    }

    @Test
    void a_jump_is_told_against_a_believed_value_of_the_last_minutes() {
        learn(DAY);
        assertThat(flow(80).stages().digits()).isEqualTo("2555");
        assertThat(Told.inEnglish(flow(80).reason()))
                .startsWith("flow jumped from 1")
                .endsWith(" to 80 m3/h");
        for (int i = 0; i < 4; i++) {
            flow(80);
        }
        assertThat(flow(80).stages().digits())
                .as("a lasting change is believed")
                .isEqualTo("0555");
    }

    @Test
    void a_value_that_stands_still_for_an_hour_is_stuck_where_it_usually_moves() {
        learn(DAY);
        for (int i = 0; i < 60; i++) {
            assertThat(flow(10.5).stages().digits()).as("minute %d", i).isEqualTo("0555");
        }
        Finding stuck = flow(10.5);
        assertThat(stuck.stages().digits()).isEqualTo("3555");
        assertThat(Told.inEnglish(stuck.reason())).isEqualTo("flow has been 10.5 m3/h for 60 minutes: stuck");
        assertThat(flow(10.6).stages().digits()).isEqualTo("0555");
    }

    @Test
    void a_value_that_usually_stands_still_is_not_stuck() {
        for (int i = 0; i < DAY; i++) {
            assertThat(flow(10).stages().digits()).isEqualTo("0555");
        }
    }

    @Test
    void zero_is_attention_until_a_night_has_shown_it() {
        learn(DAY);
        assertThat(Told.inEnglish(flow(0).reason())).startsWith("flow is zero, its mean is 1");
        assertThat(judge(0, 4, true).stages().digits()).isEqualTo("1555");
        assertThat(flow(0).stages().digits()).isEqualTo("0555");
        for (int i = 0; i < 100; i++) {
            assertThat(flow(0).stages().digits()).isEqualTo("0555");
        }
    }

    @Test
    void a_flow_over_the_meters_q4_is_a_caution_but_believed() {
        MeteringPoint.MeterFlows flows = new MeteringPoint.MeterFlows(1, 2, 100, 125);
        MeteringPoint metered = new MeteringPoint(
                SENSOR,
                Unit.M3_PER_HOUR,
                Unit.BAR,
                POINT.flow(),
                POINT.pressure(),
                flows,
                Optional.empty(),
                MeteringPoint.District.UNKNOWN,
                MeteringPoint.Register.CUBIC_METRES,
                1);
        Reading reading = new Reading(SENSOR, minute, 126, 4, Quality.GOOD);
        Finding over = detector.judge(reading, metered, state, outlook).flow();
        assertThat(over.stages().digits()).isEqualTo("2555");
        assertThat(Told.inEnglish(over.reason()))
                .isEqualTo("flow 126 m3/h is over the meter's overload flow Q4 of 125 m3/h");
        assertThat(over.faulty()).isFalse();
    }

    @Test
    void no_pressure_in_a_pipe_that_has_some_is_an_alert() {
        learn(DAY);
        judge(10, 0.02, false);
        assertThat(pressure.stages().digits()).isEqualTo("355");
        assertThat(Told.inEnglish(pressure.reason())).startsWith("pressure is 0.02 bar, its mean is 4.");
    }

    @Test
    void a_flow_that_stays_ten_times_over_its_mean_is_believed_after_an_hour() {
        learn(DAY);
        for (int i = 0; i < 60; i++) {
            assertThat(flow(400 + i % 7).faulty()).as("minute %d", i).isTrue();
        }
        assertThat(flow(400).stages().digits()).isEqualTo("2555");
        learn(1);
        for (int i = 0; i < 3 * DAY; i++) {
            flow(400 + i % 7);
        }
        assertThat(flow(400).stages().digits()).as("the mean has followed").isEqualTo("0555");
    }

    @Test
    void a_faulty_value_trains_nothing() {
        learn(DAY);
        SystemMemory memory = state.flow.system;
        double mean = memory.mean();
        double last = memory.lastValue();
        assertThat(flow(1_001).faulty()).isTrue();
        assertThat(memory.mean()).isEqualTo(mean);
        assertThat(memory.lastValue()).isEqualTo(last);
    }

    @Test
    void the_volume_of_a_gap_spread_over_its_minutes_is_judged_by_nothing() {
        learn(DAY);
        SystemMemory memory = state.flow.system;
        double mean = memory.mean();
        for (int i = 0; i < 120; i++) {
            Reading estimated = new Reading(SENSOR, minute, 60, 4, Quality.ESTIMATED);
            OutlierDetector.Outcome outcome = detector.judge(estimated, POINT, state, outlook);
            assertThat(outcome.flow()).isEqualTo(Finding.none(Quantity.FLOW));
            assertThat(outcome.pressure()).isEqualTo(Finding.none(Quantity.PRESSURE));
            assertThat(outcome.alerts()).isEmpty();
            minute = minute.plus(1);
        }
        assertThat(memory.mean()).isEqualTo(mean);
        assertThat(flow(11).stages().digits()).isEqualTo("0555");
    }

    @Test
    void what_is_remembered_reads_back_as_it_was_written() {
        learn(500);
        SensorState again = new SensorState(state.memory(), state.profiles());
        assertThat(again.memory()).isEqualTo(state.memory());
        assertThat(again.profiles()).isEqualTo(state.profiles());
        assertThat(again.last()).contains(minute.plus(-1));
        assertThatThrownBy(() -> new SensorState(new byte[7], new byte[0])).hasMessageContaining("got 7");
    }

    private void learn(int minutes) {
        for (int i = 0; i < minutes; i++) {
            flow(10 + i % 7);
        }
    }

    private Finding flow(double value) {
        return judge(value, 4 + minute.epochSecond() / 60 % 5 * 0.1, false);
    }

    private Finding judge(double flow, double bar, boolean night) {
        Reading reading = new Reading(SENSOR, minute, flow, bar, Quality.GOOD);
        outlook.night = night;
        OutlierDetector.Outcome outcome = detector.judge(reading, POINT, state, outlook);
        pressure = outcome.pressure();
        minute = minute.plus(1);
        return outcome.flow();
    }
}
