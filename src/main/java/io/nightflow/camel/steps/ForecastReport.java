package io.nightflow.camel.steps;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.store.ForecastStore.Course;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was forecast last.
 *
 * @param madeAt the hour, as text; {@code never} before the first.
 * @param models that run, a quantity and a version each.
 * @param served how each sensor's quantity is forecast: {@code sensor quantity way}.
 */
public record ForecastReport(String madeAt, List<String> models, List<String> served) {
    static final ForecastReport NONE = new ForecastReport("never", List.of(), List.of());

    static ForecastReport of(Minute madeAt, List<String> models, Map<SensorId, Map<Quantity, Course>> courses) {
        List<String> served = new ArrayList<>();
        courses.forEach((sensor, ofSensor) -> ofSensor.forEach(
                (quantity, course) -> served.add(sensor + " " + quantity.word() + " " + course.model())));
        return new ForecastReport(madeAt.toString(), models, List.copyOf(served));
    }
}
