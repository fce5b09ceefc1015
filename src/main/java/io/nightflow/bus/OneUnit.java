package io.nightflow.bus;

import io.nightflow.meter.modbus.Answer;
import io.nightflow.meter.modbus.Block;
import io.nightflow.meter.modbus.Framing;
import io.nightflow.meter.poll.Dialogue;
import io.nightflow.meter.profile.Look;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks one meter at once, for whoever waits for it. */
public final class OneUnit {
    private static final int TRIES = 2;

    private final BusPort port;
    private final Duration timeout;

    /** Over an open port. */
    public OneUnit(BusPort port, Duration timeout) {
        this.port = port;
        this.timeout = timeout;
    }

    /**
     * Reads registers of a Modbus unit, once.
     *
     * @throws IOException the port is not open.
     */
    public Optional<Answer> read(int unit, Block block, Framing framing) throws IOException, InterruptedException {
        return port.ask(framing.request(unit, block), timeout, heard -> framing.find(heard, heard.length, unit, block));
    }

    /**
     * One look at a meter; empty where it does not answer, not even when it is asked once more.
     *
     * @throws IOException the port is not open.
     */
    public Optional<Look> look(Dialogue dialogue) throws IOException, InterruptedException {
        dialogue.begin();
        int missed = 0;
        while (missed < TRIES && dialogue.look().isEmpty()) {
            if (!isAnswered(dialogue)) {
                dialogue.unanswered();
                missed++;
            }
        }
        return dialogue.look();
    }

    private boolean isAnswered(Dialogue dialogue) throws IOException, InterruptedException {
        return port.ask(
                        dialogue.ask(),
                        timeout,
                        heard -> Optional.of(dialogue.heard(heard, heard.length))
                                .filter(heardNow -> heardNow != Dialogue.Heard.NOTHING))
                .filter(heardNow -> heardNow != Dialogue.Heard.UNSURE)
                .isPresent();
    }
}
