/** Quartz on the gateway's own clock. */
@NullMarked
package io.nightflow.camel.time;

import org.jspecify.annotations.NullMarked;
