/**
 * What operators see and do: figures, health, the desks of alerts and nights, and what is kept for how long. Knows
 * the stations it shows; what runs the routes it knows as {@link io.nightflow.operate.RunningRoutes} and {@link
 * io.nightflow.operate.Lines}.
 */
@NullMarked
package io.nightflow.operate;

import org.jspecify.annotations.NullMarked;
