package io.nightflow.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Finding;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reason;
import io.nightflow.reading.Stage;
import io.nightflow.reading.Told;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShiftMethodTest {
    private static final Minute MONDAY = Demand.START.plus(11L * Demand.DAY);

    private final OutlierDetector detector = new OutlierDetector(DetectionRules.usual(ZoneOffset.UTC));
    private final SensorState state = new SensorState();
    private final List<Alert> alerts = new ArrayList<>();
    private Minute minute = Demand.START;
    private Finding last = new Finding(new io.nightflow.reading.Stages("5555"), Reason.NONE, false);

    @BeforeEach
    void learn() {
        run(10, flow -> flow);
        assertThat(last.stages().of(Method.VALUE)).as("without criteria").isEqualTo(Stage.NOT_APPLICABLE);
        state.adopt(Quantity.FLOW, Demand.criteria(Demand.START));
        run(7 * Demand.DAY + 590, flow -> flow); // a week, until its errors are its own
    }

    @Test
    void usual_days_and_a_busy_monday_morning_are_normal() {
        run(10 * Demand.DAY, flow -> flow); // later its events are about one a week, by count
        assertThat(alerts).isEmpty();
    }

    @Test
    void a_busy_tuesday_is_not() {
        runTo(MONDAY.plus(Demand.DAY + 540));
        assertThat(alerts).isEmpty();
        run(50, flow -> flow * 1.6);
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).event()).isEqualTo(EventKind.BURST);
        assertThat(Told.inEnglish(last.reason())).contains("% over the usual Tuesday 09:00 (");
    }

    @Test
    void single_minutes_are_no_alert_and_what_lasts_is() {
        run(1, flow -> flow * 1.5);
        assertThat(last.stages().of(Method.VALUE)).isIn(Stage.NORMAL, Stage.ATTENTION, Stage.CAUTION);
        run(30, flow -> flow);
        run(3, flow -> flow * 1.5);
        run(60, flow -> flow);
        assertThat(alerts).isEmpty();
        run(40, flow -> flow * 1.5);
        assertThat(alerts).hasSize(1);
    }

    /** One wild value of a meter says nothing of the water: the burst that follows within the hour is told. */
    @Test
    void a_burst_after_a_meter_fault_is_told() {
        run(1, flow -> 2_000);
        run(20, flow -> flow);
        run(70, flow -> flow * 2);
        assertThat(alerts)
                .filteredOn(alert -> !alert.isEnd())
                .extracting(Alert::event)
                .containsExactly(EventKind.METER_FAULT, EventKind.BURST);
    }

    @Test
    void both_tails_count() {
        run(50, flow -> flow * 0.5);
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).event()).isEqualTo(EventKind.LOW_FLOW);
        assertThat(Told.inEnglish(last.reason())).contains("% below the usual Thursday 10:00 (");
    }

    @Test
    void a_small_lasting_shift_is_found_within_the_hour() {
        run(60, flow -> flow + 15);
        assertThat(alerts).hasSize(1);
        assertThat(Told.inEnglish(alerts.get(0).reason()))
                .contains("% over the usual Thursday 10:00 (")
                .endsWith("mean of 40 minutes");
    }

    @Test
    void one_alert_at_the_start_and_one_at_the_end_with_duration_and_volume() {
        Minute start = minute;
        run(60, flow -> flow + 20);
        run(10, flow -> flow);
        run(30, flow -> flow + 20);
        assertThat(alerts).hasSize(1);
        run(240, flow -> flow);
        assertThat(alerts).hasSize(2);
        Alert end = alerts.get(1);
        assertThat(end.isEnd()).isTrue();
        assertThat(end.minute()).isBetween(start.plus(95), start.plus(140));
        assertThat(end.minutes()).isBetween(80L, 130L);
        assertThat(end.volume())
                .as("90 minutes of 20 m3/h, the first ones before it was found")
                .isBetween(15.0, 40.0);
        assertThat(Told.inEnglish(end.reason())).startsWith("it lasted ").endsWith(" m3 over the usual");
    }

    @Test
    void a_shift_that_lasts_is_told_once_and_becomes_the_usual() {
        run(12 * 60, flow -> flow + 20);
        assertThat(alerts).hasSize(1);
        run(5 * Demand.DAY, flow -> flow + 20);
        assertThat(alerts).as("it has become the usual").hasSize(2);
        assertThat(alerts.get(1).isEnd()).isTrue();
    }

    @Test
    void a_fall_of_pressure_with_a_rise_of_flow_is_one_burst_with_both_in_its_reason() {
        io.nightflow.detect.CriteriaBuilder builder = new CriteriaBuilder(new WeekClock(java.time.ZoneOffset.UTC));
        for (Minute at = minute.plus(-21L * Demand.DAY); at.isBefore(minute); at = at.plus(1)) {
            builder.add(at, Demand.pressure(at));
        }
        state.adopt(Quantity.PRESSURE, builder.build().orElseThrow());
        run(3 * Demand.DAY, flow -> flow);
        for (int i = 0; i < 90; i++) {
            io.nightflow.reading.Reading reading = new io.nightflow.reading.Reading(
                    Demand.SENSOR,
                    minute,
                    Demand.flow(minute) + 30,
                    Demand.pressure(minute) - 3,
                    io.nightflow.reading.Quality.GOOD);
            alerts.addAll(detector.judge(reading, Demand.POINT, state, new PlainContext())
                    .alerts());
            minute = minute.plus(1);
        }
        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.event()).isEqualTo(EventKind.BURST);
            assertThat(Told.inEnglish(alert.reason()))
                    .contains("flow ", " over the usual ", "; pressure ", " below the usual ");
        });
        run(6 * 60, flow -> flow);
        assertThat(alerts)
                .as("the low pressure of the burst has not become the usual: after it nothing is high")
                .extracting(Alert::event, Alert::isEnd)
                .containsExactly(tuple(EventKind.BURST, false), tuple(EventKind.BURST, true));
    }

    /** An alarm more raises what the next one takes, whatever the reason of the first. */
    @Test
    void alarms_are_held_at_one_a_week_by_counting_them() {
        double before = state.flow.value.logThreshold;
        run(60, flow -> flow + 20);
        assertThat(alerts).hasSize(1);
        assertThat(state.flow.value.logThreshold).isGreaterThan(before);
        double after = state.flow.value.logThreshold;
        run(21 * Demand.DAY, flow -> flow);
        assertThat(state.flow.value.logThreshold).isLessThan(after);
    }

    @Test
    void a_sensor_twice_as_sensitive_finds_half_as_much() {
        SensorState same = new SensorState(state.memory(), state.profiles());
        io.nightflow.reading.MeteringPoint sensitive = new io.nightflow.reading.MeteringPoint(
                Demand.SENSOR,
                Demand.POINT.flowUnit(),
                Demand.POINT.pressureUnit(),
                Demand.POINT.flow(),
                Demand.POINT.pressure(),
                io.nightflow.reading.MeteringPoint.MeterFlows.UNKNOWN,
                java.util.Optional.empty(),
                io.nightflow.reading.MeteringPoint.District.UNKNOWN,
                io.nightflow.reading.MeteringPoint.Register.CUBIC_METRES,
                3);
        int usual = 0;
        int more = 0;
        for (int i = 0; i < 40; i++) {
            Minute at = minute;
            double flow = Demand.flow(at) + 4;
            run(1, f -> f + 4);
            usual += last.stages().hasOutlier() ? 1 : 0;
            more += detector.judge(Demand.reading(at, flow), sensitive, same, new PlainContext())
                            .flow()
                            .stages()
                            .hasOutlier()
                    ? 1
                    : 0;
        }
        assertThat(more).isGreaterThan(usual);
    }

    private void runTo(Minute end) {
        run((int) ((end.epochSecond() - minute.epochSecond()) / 60), flow -> flow);
    }

    private void run(int minutes, DoubleUnaryOperator change) {
        for (int i = 0; i < minutes; i++) {
            double flow = change.applyAsDouble(Demand.flow(minute));
            OutlierDetector.Outcome outcome =
                    detector.judge(Demand.reading(minute, flow), Demand.POINT, state, new PlainContext());
            last = outcome.flow();
            alerts.addAll(outcome.alerts());
            minute = minute.plus(1);
        }
    }
}
