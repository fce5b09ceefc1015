/**
 * Forecasts of 168 hours, models and plain ways, and which of them serves each sensor. Knows the words only; hours,
 * models and scores are kept by whoever gives its {@code *Records}.
 */
@NullMarked
package io.nightflow.forecast;

import org.jspecify.annotations.NullMarked;
