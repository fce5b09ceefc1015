package io.nightflow.bus;

import io.nightflow.meter.modbus.Answer;
import io.nightflow.meter.modbus.Block;
import io.nightflow.meter.modbus.Framing;
import io.nightflow.meter.poll.Dialogue;
import io.nightflow.meter.profile.Look;
import java.io.ByteArrayOutputStream;
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
        port.say(framing.request(unit, block));
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        long end = System.nanoTime() + timeout.toNanos();
        Optional<Answer> answer = Optional.empty();
        while (answer.isEmpty() && System.nanoTime() - end < 0) {
            port.hear(end - System.nanoTime()).ifPresent(heard::writeBytes);
            answer = framing.find(heard.toByteArray(), heard.size(), unit, block);
        }
        return answer;
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
        port.say(dialogue.ask());
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        long end = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() - end < 0) {
            Optional<byte[]> bytes = port.hear(end - System.nanoTime());
            bytes.ifPresent(heard::writeBytes);
            boolean news = bytes.isPresent();
            Dialogue.Heard now = news ? dialogue.heard(heard.toByteArray(), heard.size()) : Dialogue.Heard.NOTHING;
            if (now != Dialogue.Heard.NOTHING) {
                return now != Dialogue.Heard.UNSURE;
            }
        }
        return false;
    }
}
