package io.nightflow.simulation;

import io.nightflow.meter.poll.Dialogue;
import io.nightflow.meter.profile.Look;
import java.util.Optional;

/** A planted fault: what was not answered in time is taken as never to be answered. */
record BelievingDialogue(Dialogue dialogue) implements Dialogue {
    @Override
    public void begin() {
        dialogue.begin();
    }

    @Override
    public byte[] ask() {
        return dialogue.ask();
    }

    @Override
    public Heard heard(byte[] bytes, int length) {
        return dialogue.heard(bytes, length);
    }

    @Override
    public void unanswered() {
        dialogue.longPause();
    }

    @Override
    public boolean hasAnswer(byte[] bytes, int length) {
        return dialogue.hasAnswer(bytes, length);
    }

    @Override
    public void longPause() {
        dialogue.longPause();
    }

    @Override
    public Optional<Look> look() {
        return dialogue.look();
    }
}
