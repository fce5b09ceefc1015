/**
 * All wiring in one place: from settings to a running gateway, its start and its end. Alone knows {@code camel}, and
 * is known by the commands and the demo only.
 */
@NullMarked
package io.nightflow.gateway;

import org.jspecify.annotations.NullMarked;
