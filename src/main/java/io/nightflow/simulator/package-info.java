/** The other ends of the lines: a meter that leaks, bursts and drops frames, and a device that obeys the protocol. Plays against the gateway from outside, so it may speak link and line. */
@NullMarked
package io.nightflow.simulator;

import org.jspecify.annotations.NullMarked;
