package io.nightflow.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.simulator.VirtualSensor;
import io.nightflow.simulator.VirtualSensor.Event;
import io.nightflow.simulator.VirtualSensor.Kind;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sensor that was given its history: on its first day it finds what it finds later, and no more that is not there. */
class FirstDayTest {
    private static final Minute FIRST = Demand.START.plus(35L * Demand.DAY);
    private static final int BURST_AT = 16 * 60;

    private final OutlierDetector detector = new OutlierDetector(DetectionRules.usual(ZoneOffset.UTC));
    private final SensorState state = new SensorState();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_burst_of_half_the_flow_is_told_within_the_hour_and_nothing_before(long seed) {
        Event burst = new Event(FIRST.plus(BURST_AT), FIRST.plus(BURST_AT + 90), Kind.LEAK, 36);
        VirtualSensor sensor = new VirtualSensor(Demand.SENSOR, 60, 5, seed, ZoneOffset.UTC, List.of(burst));
        state.adopt(Quantity.FLOW, history(sensor));
        List<Alert> alerts = new ArrayList<>();
        for (Minute minute = FIRST; minute.isBefore(FIRST.plus(BURST_AT + 60)); minute = minute.plus(1)) {
            alerts.addAll(detector.judge(
                            Demand.reading(minute, sensor.at(minute).flow()), Demand.POINT, state, new PlainContext())
                    .alerts());
        }
        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.event()).isEqualTo(EventKind.BURST);
            assertThat(alert.minute().isBefore(FIRST.plus(BURST_AT))).isFalse();
        });
    }

    private static Criteria history(VirtualSensor sensor) {
        CriteriaBuilder builder = new CriteriaBuilder(new WeekClock(ZoneOffset.UTC));
        for (Minute minute = Demand.START; minute.isBefore(FIRST); minute = minute.plus(1)) {
            builder.add(minute, sensor.at(minute).flow());
        }
        return builder.build().orElseThrow();
    }
}
