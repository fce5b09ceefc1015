/** Quartz by the clock of the gateway, which may be set back, or be simulated. Knows {@code time}. */
@NullMarked
package io.nightflow.camel.quartz;

import org.jspecify.annotations.NullMarked;
