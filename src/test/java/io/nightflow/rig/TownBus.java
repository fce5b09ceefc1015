package io.nightflow.rig;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import io.nightflow.peers.Mosquitto;
import io.nightflow.reading.Minute;
import io.nightflow.rig.Town.Meter;
import io.nightflow.rig.Town.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The town's meters that are asked, behind Modbus TCP (j2mod): the flow, and a register that counts litres. */
final class TownBus implements AutoCloseable {
    /** What is behind their registers, as a profile. */
    static final String PROFILE = """
            name: the town's meter
            source: TownBus
            protocol: modbus
            line: 9600 8E1
            order: ABCD
            values:
              flow: {holding: 0, type: f32, unit: m3/h}
              total: {holding: 2, type: u32, scale: 0.001, unit: m3}
            """;

    private static final int THREADS = 5;
    private static final int LITRES = 1_000;
    private static final int WORD = 16;

    private final Town town;
    private final int port = Mosquitto.freePort();
    private final ModbusSlave slave;
    private final Map<Meter, Double> counted = new HashMap<>();
    private Minute until;
    private boolean isOpen;

    TownBus(Town town) throws ModbusException, IOException {
        this.town = town;
        until = town.start();
        slave = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, THREADS, false);
    }

    int port() {
        return port;
    }

    void tick(Instant now) {
        Minute minute = Minute.containing(now);
        for (; until.isBefore(minute); until = until.plus(1)) {
            for (Meter meter : town.meters(Way.BUS)) {
                counted.merge(meter, meter.flow(until) / Town.HOUR, Double::sum);
            }
        }
        double hours = Duration.between(minute.start(), now).toMillis() / 3_600_000.0;
        for (Meter meter : town.meters(Way.BUS)) {
            double flow = meter.flow(minute);
            show(meter.unit(), flow, counted.getOrDefault(meter, 0.0) + flow * hours);
        }
        if (!isOpen) { // its registers are of now from the first look on
            isOpen = true;
            open();
        }
    }

    private void open() {
        try {
            slave.open();
        } catch (ModbusException e) {
            throw new IllegalStateException("the town's bus cannot listen", e);
        }
    }

    /** A whole image at once, or a value would be read of which half is older. */
    private void show(int unit, double flow, double total) {
        SimpleProcessImage image = new SimpleProcessImage(unit);
        for (int value : new int[] {Float.floatToIntBits((float) flow), (int) Math.round(total * LITRES)}) {
            image.addRegister(new SimpleRegister(value >>> WORD));
            image.addRegister(new SimpleRegister(value & 0xffff));
        }
        slave.addProcessImage(unit, image);
    }

    @Override
    public void close() {
        ModbusSlaveFactory.close(slave);
    }
}
