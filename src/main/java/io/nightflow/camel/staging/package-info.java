/** The component {@code staging:}, on the file component of Camel. Over {@code staging}. */
@NullMarked
package io.nightflow.camel.staging;

import org.jspecify.annotations.NullMarked;
