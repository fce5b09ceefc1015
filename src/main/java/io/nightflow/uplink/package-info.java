/**
 * The way to the fleet: lanes of numbered batches over MQTT, state, news, commands. The fleet reads the same messages: it knows
 * this room, which knows neither Camel nor SQLite.
 */
@NullMarked
package io.nightflow.uplink;

import org.jspecify.annotations.NullMarked;
