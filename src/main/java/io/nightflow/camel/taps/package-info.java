/** The component {@code nightflow:}: what leaves the house by routes of integrators, and readings that come in by them. */
@NullMarked
package io.nightflow.camel.taps;

import org.jspecify.annotations.NullMarked;
