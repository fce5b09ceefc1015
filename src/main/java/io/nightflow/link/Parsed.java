package io.nightflow.link;

/** What became of a valid line's body. */
public sealed interface Parsed {
    /** A message of the protocol. */
    record Understood(Message message) implements Parsed {}

    /** A known type with fields that cannot be read; {@code field} says which. */
    record Malformed(String field) implements Parsed {}

    /** A type letter that this version does not know; answered with {@code N,..,type}. */
    record UnknownType(String type) implements Parsed {}
}
