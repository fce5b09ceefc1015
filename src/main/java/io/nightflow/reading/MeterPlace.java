package io.nightflow.reading;

/**
 * Where a meter hangs that is asked for what it measures.
 *
 * @param sensor whose values they are.
 * @param bus that it hangs on.
 * @param address there: 1 to 247 of Modbus, 0 to 250 or eight digits of M-Bus.
 * @param profile of its kind.
 * @param isPressureOnly whether it is a second unit, which gives the sensor's pressure.
 * @param fullScale flow at 20 mA where it says its flow as a current, in the sensor's unit; NaN where it is not said.
 * @param line of the list that says so.
 */
public record MeterPlace(
        SensorId sensor,
        String bus,
        String address,
        String profile,
        boolean isPressureOnly,
        double fullScale,
        int line) {}
