package io.nightflow.link;

import java.util.Optional;

/** What a device's welcome means for a lane, with words for the log; empty where all is as it should be. */
record Greeting(Kind kind, Optional<LaneAction> note) {
    /** What is to be done. */
    enum Kind {
        /** It stands where we thought, or further. */
        GOES_ON,
        /** It must hear from where we hold: another numbering, or it forgot. */
        ASK_AGAIN,
        /** It has what was never sent from our disk, which is an older one that was put back. */
        NUMBER_ANEW
    }

    static Greeting of(Message.Welcome welcome, long epoch, SendWindow window) {
        String device = "device " + welcome.device();
        if (welcome.epoch() != epoch) {
            return told(
                    Kind.ASK_AGAIN,
                    device + " has another numbering (epoch " + welcome.epoch() + "), it adopts ours (" + epoch + ")");
        }
        if (welcome.last() >= window.unsent()) {
            return told(
                    Kind.NUMBER_ANEW,
                    device + " has stored up to " + welcome.last() + ", we sent only up to " + (window.unsent() - 1)
                            + ": our disk is older, numbering anew");
        }
        if (welcome.last() < window.stored()) {
            return told(
                    Kind.ASK_AGAIN,
                    device + " has stored up to " + welcome.last() + " only, it had acknowledged up to "
                            + window.stored() + ": it forgot");
        }
        return new Greeting(Kind.GOES_ON, Optional.empty());
    }

    private static Greeting told(Kind kind, String words) {
        return new Greeting(kind, Optional.of(new LaneAction.Note(words)));
    }
}
