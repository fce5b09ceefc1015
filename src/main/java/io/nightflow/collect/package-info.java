/**
 * Readings on their way in: accepted, held for want of a time, refused and counted, tables of them, and registers that
 * become flow. Knows {@code link}, {@code table}, {@code meter}, {@code time}, and the store that takes them.
 */
@NullMarked
package io.nightflow.collect;

import org.jspecify.annotations.NullMarked;
