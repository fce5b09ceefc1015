/**
 * Readings on their way in: accepted, held for want of a time, refused and counted, and tables of them. Knows {@code
 * link}, {@code time}, and the store that takes them.
 */
@NullMarked
package io.nightflow.collect;

import org.jspecify.annotations.NullMarked;
