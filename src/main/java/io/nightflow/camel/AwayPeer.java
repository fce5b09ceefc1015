package io.nightflow.camel;

import java.util.Optional;

/** A consumer that has nothing to take while somebody else is away: its route runs, and that says nothing. */
public interface AwayPeer {
    /** Who is away, for how long and why; empty while he is there. */
    Optional<String> away();
}
