/** The {@code serial:} component: lines of bytes as exchanges, a port shared by all endpoints that name it. */
@NullMarked
package io.nightflow.camel.serial;

import org.jspecify.annotations.NullMarked;
