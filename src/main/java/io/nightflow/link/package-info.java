/**
 * Nightflow Link 1, the line to meters and to the device: bytes to frames, frames to messages, and the two state
 * machines. Pure: no clock, no input or output.
 */
@NullMarked
package io.nightflow.link;

import org.jspecify.annotations.NullMarked;
