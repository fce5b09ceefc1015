/** The words that all know: sensors, minutes, quantities, readings, nights, alerts. Knows nobody. */
@NullMarked
package io.nightflow.reading;

import org.jspecify.annotations.NullMarked;
