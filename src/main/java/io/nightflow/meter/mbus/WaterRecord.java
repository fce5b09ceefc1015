package io.nightflow.meter.mbus;

import java.util.List;
import java.util.Optional;

/** What of a record a water meter's reading is made of; in m3, m3/h and bar. */
public enum WaterRecord {
    /** Volume that has passed. */
    VOLUME,
    /** Volume that has passed backwards. */
    REVERSE_VOLUME,
    /** Flow. */
    FLOW,
    /** Pressure. */
    PRESSURE;

    private static final int BACKWARDS = 0x3C;
    private static final double MINUTES = 60;
    private static final double SECONDS = 3_600;

    /** Its value in the unit that it has here. */
    public record Value(WaterRecord kind, double value) {}

    /** The value of a record; empty where it is of something else, of an earlier time, or an extension changes its meaning. */
    public static Optional<Value> of(Telegram.DataRecord record) {
        boolean plain = record.extensions().isEmpty();
        boolean backwards = record.extensions().equals(List.of(BACKWARDS));
        if (!record.isCurrent() || Double.isNaN(record.value()) || !(plain || backwards)) {
            return Optional.empty();
        }
        int power = record.vif() & 7;
        return switch (record.vif() >> 3) {
            case 0x02 -> value(backwards ? REVERSE_VOLUME : VOLUME, record, power - 6, 1);
            case 0x07 -> plain ? value(FLOW, record, power - 6, 1) : Optional.empty();
            case 0x08 -> plain ? value(FLOW, record, power - 7, MINUTES) : Optional.empty();
            case 0x09 -> plain ? value(FLOW, record, power - 9, SECONDS) : Optional.empty();
            default ->
                plain && record.vif() >> 2 == 0x1A
                        ? value(PRESSURE, record, (record.vif() & 3) - 3, 1)
                        : Optional.empty();
        };
    }

    /** Divided, not multiplied: a tenth is no exact number, ten is. */
    private static Optional<Value> value(WaterRecord kind, Telegram.DataRecord record, int power, double times) {
        double scaled = power < 0 ? record.value() / Math.pow(10, -power) : record.value() * Math.pow(10, power);
        return Optional.of(new Value(kind, scaled * times));
    }
}
