/** The program: main, and nothing else. Knows the commands and, to end well, the log of the gateway. */
@NullMarked
package io.nightflow;

import org.jspecify.annotations.NullMarked;
