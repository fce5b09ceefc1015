/** The one room for Camel: components, steps, the delivery route. */
@NullMarked
package io.nightflow.camel;

import org.jspecify.annotations.NullMarked;
