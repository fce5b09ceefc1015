/** The component {@code serial:}. Over {@code line} and {@code link}. */
@NullMarked
package io.nightflow.camel.serial;

import org.jspecify.annotations.NullMarked;
