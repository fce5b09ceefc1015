package io.nightflow.meter.modbus;

import java.util.Optional;

/** How requests and answers lie on a line. */
public interface Framing {
    /** The bytes that ask a unit for registers. */
    byte[] request(int unit, Block block);

    /**
     * The answer among what was heard since the request: of this unit, of this shape and undamaged. What stands before or behind it,
     * noise, an echo, an answer to somebody else, is passed over.
     */
    Optional<Answer> find(byte[] heard, int length, int unit, Block block);

    /** Whether an undamaged answer of a unit, of whatever shape, is among what was heard. */
    boolean hasAnswer(byte[] heard, int length, int unit);

    /** Whether an answer says which request it is of, so that a late one cannot be taken for another. */
    boolean isNumbered();
}
