package io.nightflow.link;

import java.util.Optional;

/** What became of a valid line's body. */
public sealed interface Parsed {
    /** A message of the protocol. */
    record Understood(Message message) implements Parsed {}

    /**
     * A known type with fields that cannot be read.
     *
     * @param field which.
     * @param numbered of a reading the number, where that can be read; the rest of it says nothing.
     */
    record Malformed(String field, Optional<Message.MeterReading> numbered) implements Parsed {}

    /** A type letter that this version does not know; answered with {@code N,..,type}. */
    record UnknownType(String type) implements Parsed {}
}
