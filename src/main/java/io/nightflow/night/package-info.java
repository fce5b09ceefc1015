/**
 * The judgement of nights: ten-minute means, the minimum night flow, what is usual, and when a leak begins and ends.
 * Knows the words only; whoever keeps nights gives them through {@link io.nightflow.night.NightRecords}.
 */
@NullMarked
package io.nightflow.night;

import org.jspecify.annotations.NullMarked;
