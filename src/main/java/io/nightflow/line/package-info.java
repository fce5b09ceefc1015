/** A byte line with one owner thread: serial port, pseudo-terminal. Knows bytes, not what they mean. */
@NullMarked
package io.nightflow.line;

import org.jspecify.annotations.NullMarked;
