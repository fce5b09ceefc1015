package io.nightflow.detect;

import io.nightflow.reading.Finding;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.Method;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Stages;

/** All methods on both quantities of one reading, and what to remember. */
public final class OutlierDetector {
    private static final String SEPARATOR = ";";

    /**
     * The result.
     *
     * @param flow of the flow.
     * @param pressure of the pressure.
     * @param memory to be given back with the sensor's next reading.
     */
    public record Outcome(Finding flow, Finding pressure, String memory) {}

    private record Judged(Finding finding, ValueMemory memory) {}

    /**
     * Judges a reading.
     *
     * @param memory what the sensor's last outcome gave; empty for the first.
     * @param night whether the minute lies in the night window.
     */
    public Outcome judge(Reading reading, MeteringPoint point, String memory, boolean night) {
        int separator = memory.indexOf(SEPARATOR);
        String flowMemory = separator < 0 ? "" : memory.substring(0, separator);
        String pressureMemory = memory.substring(separator + 1);
        Judged flow = judge(Quantity.FLOW, reading, point, ValueMemory.parse(flowMemory), night);
        Judged pressure = judge(Quantity.PRESSURE, reading, point, ValueMemory.parse(pressureMemory), night);
        return new Outcome(
                flow.finding(),
                pressure.finding(),
                flow.memory().text() + SEPARATOR + pressure.memory().text());
    }

    private static Judged judge(
            Quantity quantity, Reading reading, MeteringPoint point, ValueMemory memory, boolean night) {
        double value = reading.value(quantity);
        SystemMethod.Verdict system =
                new SystemMethod(quantity).judge(value, reading.minute(), point.range(quantity), memory);
        Stages stages = Stages.none(quantity).with(Method.SYSTEM, system.stage());
        ValueMemory after =
                Double.isNaN(value) ? memory : memory.after(value, reading.minute(), !system.fault(), night);
        return new Judged(new Finding(stages, system.reason(), system.fault()), after);
    }
}
