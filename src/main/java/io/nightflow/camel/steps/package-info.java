/** One processor per step of a route: body in, one domain call, body out. */
@NullMarked
package io.nightflow.camel.steps;

import org.jspecify.annotations.NullMarked;
