/** The integrators' route files: checked before they run, and swapped while the gateway runs. */
@NullMarked
package io.nightflow.camel.routes;

import org.jspecify.annotations.NullMarked;
