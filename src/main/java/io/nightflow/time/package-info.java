/** The clock that all goes by, and what is known of the clock of the machine. Knows nobody. */
@NullMarked
package io.nightflow.time;

import org.jspecify.annotations.NullMarked;
