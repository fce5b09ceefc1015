/** The product: main, commands and settings. May use every station and ties them together. */
@NullMarked
package io.nightflow;

import org.jspecify.annotations.NullMarked;
