/** Measures how well detection does: real demand made into minutes, with bursts, leaks, faults and gaps put in. */
@NullMarked
package io.nightflow.evaluate;

import org.jspecify.annotations.NullMarked;
