/** Wired M-Bus as it lies on the wire (EN 13757-2 and -3): frames and records. Pure: no clock, no port. */
@NullMarked
package io.nightflow.meter.mbus;

import org.jspecify.annotations.NullMarked;
