/**
 * The judgement of minutes by four methods, what it remembers of each sensor, and the order of the work: late
 * readings, silence, back to now. Knows {@code night} for the nights before; minutes are kept by whoever gives {@link
 * io.nightflow.detect.MinuteRecords}.
 */
@NullMarked
package io.nightflow.detect;

import org.jspecify.annotations.NullMarked;
