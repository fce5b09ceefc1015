/** The {@code staging:} component: Camel's file component made durable, numbered and locked. */
@NullMarked
package io.nightflow.camel.staging;

import org.jspecify.annotations.NullMarked;
