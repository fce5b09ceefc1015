/** When a bus asks whom for what, and what of the answers is believed. Pure: no clock, no port. */
@NullMarked
package io.nightflow.meter.poll;

import org.jspecify.annotations.NullMarked;
