/**
 * The integrators' route files: checked, tried, loaded, swapped while they run. Knows the settings that they may
 * name.
 */
@NullMarked
package io.nightflow.camel.routes;

import org.jspecify.annotations.NullMarked;
