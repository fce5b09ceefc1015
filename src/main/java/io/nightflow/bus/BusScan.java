package io.nightflow.bus;

import io.nightflow.meter.mbus.MbusFrames;
import io.nightflow.meter.modbus.Answer;
import io.nightflow.meter.modbus.Block;
import io.nightflow.meter.modbus.Framing;
import io.nightflow.meter.modbus.RegisterTable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Looks who is on a bus: whoever answers at all, and be it with a refusal, is there. */
public final class BusScan {
    private static final Block FIRST = new Block(RegisterTable.HOLDING, 0, 1);

    private final BusPort port;
    private final Duration timeout;

    /**
     * Over an open port.
     *
     * @param timeout for each address.
     */
    public BusScan(BusPort port, Duration timeout) {
        this.port = port;
        this.timeout = timeout;
    }

    /**
     * Whether a Modbus unit answers.
     *
     * @throws IOException the port is not open.
     */
    public boolean isModbus(int unit, Framing framing) throws IOException, InterruptedException {
        Optional<Answer> answer = new OneUnit(port, timeout).read(unit, FIRST, framing);
        return answer.isPresent();
    }

    /**
     * Whether an M-Bus meter answers at a primary address. Several at one address answer at once, which is heard as noise.
     *
     * @throws IOException the port is not open.
     */
    public boolean isMbus(int address) throws IOException, InterruptedException {
        return port.ask(
                        MbusFrames.reset(address),
                        timeout,
                        heard -> Optional.of(heard).filter(bytes -> MbusFrames.isAcknowledged(bytes, bytes.length)))
                .isPresent();
    }
}
