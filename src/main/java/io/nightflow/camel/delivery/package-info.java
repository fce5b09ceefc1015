/** The delivery core in Java DSL, because a slip there loses data. */
@NullMarked
package io.nightflow.camel.delivery;

import org.jspecify.annotations.NullMarked;
