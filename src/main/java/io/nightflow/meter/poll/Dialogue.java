package io.nightflow.meter.poll;

import io.nightflow.meter.profile.Look;
import java.util.Optional;

/** What is said to a meter and heard of it, until one look at it is complete. One thread. */
public interface Dialogue {
    /** Begins a look. */
    void begin();

    /** The bytes to send next. */
    byte[] ask();

    /** What was heard since the last question, as far as it has come. */
    Heard heard(byte[] bytes, int length);

    /** Nothing that is believed has come in time. */
    void unanswered();

    /** Whether an undamaged answer of this meter, to whatever question, is among what was heard. */
    boolean hasAnswer(byte[] bytes, int length);

    /** Nothing was asked for a minute: no answer can be so late. */
    void longPause();

    /** What the look has shown, once it is complete. */
    Optional<Look> look();

    /** What has become of a question. */
    enum Heard {
        /** Not enough yet: go on listening. */
        NOTHING,
        /** It is answered: ask on, or take the look. */
        ANSWERED,
        /** It may be, or it is of an older question: ask another one. */
        UNSURE,
        /** The unit would not answer it: ask on, or take the look. */
        REFUSED
    }
}
