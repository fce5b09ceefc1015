/** Modbus as it lies on the wire: frames and values. Pure: no clock, no port. */
@NullMarked
package io.nightflow.meter.modbus;

import org.jspecify.annotations.NullMarked;
