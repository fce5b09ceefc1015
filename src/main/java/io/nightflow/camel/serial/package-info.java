/** The component {@code serial:}. Over {@code port}, which is over {@code line} and {@code link}. */
@NullMarked
package io.nightflow.camel.serial;

import org.jspecify.annotations.NullMarked;
