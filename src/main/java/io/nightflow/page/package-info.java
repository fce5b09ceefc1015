/**
 * What a person or a program sees of a gateway in a browser: its sensors, nights, alerts and stations as tables, and what
 * may be said of them. Knows the store and the operators' desks; nothing of HTTP, which the room {@code camel} speaks.
 */
@NullMarked
package io.nightflow.page;

import org.jspecify.annotations.NullMarked;
