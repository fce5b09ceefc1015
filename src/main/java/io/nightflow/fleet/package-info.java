/**
 * Many gateways seen as one: their rows into the store of a site, what no gateway can judge judged there, and a page of all.
 * Knows neither Camel nor the gateway.
 */
@NullMarked
package io.nightflow.fleet;

import org.jspecify.annotations.NullMarked;
