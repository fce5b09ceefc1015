package io.nightflow.camel.steps;

import io.nightflow.camel.time.BootTime;
import io.nightflow.store.HeldReadings;

/**
 * What is needed where the clock may be wrong.
 *
 * @param held where readings without a time wait.
 * @param bootTime says whether the clock is good.
 * @param meters their clocks.
 */
public record Timeless(HeldReadings held, BootTime bootTime, MeterClocks meters) {}
