package io.nightflow.simulator;

import io.nightflow.line.Transport;
import io.nightflow.link.Frame;
import io.nightflow.link.Message;
import io.nightflow.reading.Minute;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** A data logger with some sensors on it: sends each sensor's reading of a minute, and damages a share of the lines. */
public final class VirtualMeter {
    private final Transport line;
    private final List<VirtualSensor> sensors;
    private final double damagedShare;
    private final Random random;

    /** On this line; {@code damagedShare} of the lines lose a byte. */
    public VirtualMeter(Transport line, List<VirtualSensor> sensors, double damagedShare, long seed) {
        this.line = line;
        this.sensors = List.copyOf(sensors);
        this.damagedShare = damagedShare;
        this.random = new Random(seed);
    }

    /**
     * Sends the readings of one minute.
     *
     * @return how many lines were sent whole.
     * @throws IOException the line is lost.
     */
    public int send(Minute minute) throws IOException {
        int whole = 0;
        for (VirtualSensor sensor : sensors) {
            byte[] bytes = Frame.encode(line(sensor, minute));
            if (random.nextDouble() < damagedShare) {
                bytes[1 + random.nextInt(bytes.length - 3)] ^= 1;
            } else {
                whole++;
            }
            line.write(bytes);
        }
        return whole;
    }

    /** The body of a sensor's line for a minute. */
    public static String line(VirtualSensor sensor, Minute minute) {
        VirtualSensor.Values values = sensor.at(minute);
        return new Message.MeterReading(0, 0, sensor.id(), minute.epochSecond(), values.flow(), values.pressure())
                .body();
    }
}
