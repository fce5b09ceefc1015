/** The routes to the device and to {@code direct:alert}. Adapters over {@code deliver}. */
@NullMarked
package io.nightflow.camel.deliver;

import org.jspecify.annotations.NullMarked;
