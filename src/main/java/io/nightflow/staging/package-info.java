/** A directory as a durable, locked, bounded queue of numbered rows. Knows nobody: rows are opaque. */
@NullMarked
package io.nightflow.staging;

import org.jspecify.annotations.NullMarked;
