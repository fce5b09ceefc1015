/**
 * What leaves the house, in words and in JSON: readings, results, alerts, nights and forecasts, each with the name by which a
 * second copy is known. Knows {@code reading} only; who wants it and how far he is, is kept by {@code store}.
 */
@NullMarked
package io.nightflow.tap;

import org.jspecify.annotations.NullMarked;
