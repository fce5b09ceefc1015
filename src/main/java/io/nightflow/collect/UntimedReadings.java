package io.nightflow.collect;

import io.nightflow.store.HeldReadings;
import io.nightflow.time.BootTime;

/**
 * What is needed where the clock may be wrong.
 *
 * @param held where readings without a time wait.
 * @param bootTime says whether the clock is good.
 * @param meters their clocks.
 */
public record UntimedReadings(HeldReadings held, BootTime bootTime, MeterClocks meters) {}
