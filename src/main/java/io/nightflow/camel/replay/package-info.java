/** Readings from CSV files, through the route that collects them from a line. */
@NullMarked
package io.nightflow.camel.replay;

import org.jspecify.annotations.NullMarked;
