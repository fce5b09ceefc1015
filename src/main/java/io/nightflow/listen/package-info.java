/**
 * What comes over a line, for whoever connects a meter: raw lines with what would be stored of each, a pattern for them, and
 * the speed at which they are one. Knows {@code line}, {@code link}, {@code table} and {@code reading}.
 */
@NullMarked
package io.nightflow.listen;

import org.jspecify.annotations.NullMarked;
