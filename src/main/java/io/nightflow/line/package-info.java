/** Bytes from and to a port, however it fails: its owner alone opens and closes it. Knows nobody. */
@NullMarked
package io.nightflow.line;

import org.jspecify.annotations.NullMarked;
