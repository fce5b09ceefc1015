package io.nightflow.demo;

import io.nightflow.line.Transport;
import io.nightflow.meter.modbus.RegisterTable;
import io.nightflow.reading.Minute;
import io.nightflow.simulator.VirtualBus;
import io.nightflow.simulator.VirtualSensor;
import io.nightflow.simulator.VirtualUnit;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Virtual Modbus meters on a paced, half-duplex bus, with the registers of an AquaMaster 3: flow, pressure and a total in litres. */
public final class DemoMeters implements AutoCloseable {
    private static final int FLOW = 5_016;
    private static final int PRESSURE = 5_024;
    private static final int TOTAL = 12_002;
    private static final double LITRES = 1_000;
    private static final double HOUR = 3_600;
    private static final int BAUD = 9_600;

    private final List<VirtualSensor> sensors;
    private final List<VirtualUnit> units;
    private final double[] totals; // m3
    private final VirtualBus bus;
    private Instant last;

    /**
     * A unit a sensor, from address 1.
     *
     * @param speed of the demo's clock: the bus is so much faster than 9600 bits a second.
     */
    public DemoMeters(Transport line, List<VirtualSensor> sensors, double speed, Instant start) {
        this.sensors = sensors;
        units = IntStream.rangeClosed(1, sensors.size())
                .mapToObj(VirtualUnit::new)
                .toList();
        totals = new double[sensors.size()];
        last = start;
        units.forEach(unit -> IntStream.range(FLOW, PRESSURE).forEach(each -> unit.set(RegisterTable.INPUT, each, 0)));
        measure(start);
        bus = new VirtualBus(line, units, BAUD * speed);
    }

    /** Goes on to this time: what has flowed since is counted. */
    public void measure(Instant now) {
        double hours = Math.max(0, now.toEpochMilli() - last.toEpochMilli()) / 1e3 / HOUR;
        last = now;
        for (int i = 0; i < units.size(); i++) {
            VirtualSensor.Values values = sensors.get(i).at(Minute.containing(now));
            totals[i] += Math.max(0, values.flow()) * hours;
            units.get(i).setFloat(RegisterTable.INPUT, FLOW, values.flow());
            units.get(i).setFloat(RegisterTable.INPUT, PRESSURE, values.pressure());
            units.get(i).setCount(RegisterTable.HOLDING, TOTAL, (long) (totals[i] * LITRES));
            units.get(i).setCount(RegisterTable.HOLDING, TOTAL + 2, 0);
        }
    }

    /** Requests that they have answered. */
    public long answered() {
        return bus.answered();
    }

    @Override
    public void close() {
        bus.close();
    }
}
