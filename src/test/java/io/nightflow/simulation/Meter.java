package io.nightflow.simulation;

import io.nightflow.link.Lane;
import io.nightflow.link.Message;
import io.nightflow.link.MessageParser;
import io.nightflow.link.Parsed;
import java.util.ArrayList;
import java.util.List;

/** A logger that numbers its readings, keeps them until they are acknowledged, and sends again what is not. */
final class Meter {
    private static final long PATIENCE_MILLIS = 5_000;
    private static final int WINDOW = 20;

    private final long epoch;
    private final Agenda agenda;
    private final Cable cable;
    private final List<Message.MeterReading> kept = new ArrayList<>();
    private int acknowledged;
    private int sent;
    private long spokeAt;

    /** Numbers in this epoch. */
    Meter(long epoch, Agenda agenda, Cable toGateway) {
        this.epoch = epoch;
        this.agenda = agenda;
        this.cable = toGateway;
    }

    /** Takes a reading, which has no number yet. */
    void measure(Message.MeterReading reading) {
        kept.add(new Message.MeterReading(
                epoch, kept.size() + 1, reading.sensor(), reading.utc(), reading.flow(), reading.pressure()));
        send();
    }

    /** To be called each few seconds. */
    void tick() {
        if (agenda.now() - spokeAt >= PATIENCE_MILLIS) {
            sent = acknowledged;
            send();
        }
    }

    void received(List<String> bodies) {
        for (String body : bodies) {
            if (MessageParser.parse(body) instanceof Parsed.Understood understood) {
                take(understood.message());
            }
        }
        send();
    }

    private void take(Message message) {
        if (message instanceof Message.Acknowledge ack && ack.lane() == Lane.READINGS && ack.epoch() == epoch) {
            acknowledged = Math.max(acknowledged, (int) ack.last());
            sent = Math.max(sent, acknowledged);
        } else if (message instanceof Message.GoBack back && back.lane() == Lane.READINGS && back.epoch() == epoch) {
            sent = Math.max(acknowledged, (int) back.last());
        }
    }

    private void send() {
        while (sent < kept.size() && sent < acknowledged + WINDOW) {
            cable.send(List.of(kept.get(sent).body()));
            sent++;
            spokeAt = agenda.now();
        }
    }

    /** The readings that the gateway has acknowledged. */
    List<Message.MeterReading> acknowledged() {
        return kept.subList(0, acknowledged);
    }

    boolean isDone() {
        return acknowledged == kept.size();
    }
}
