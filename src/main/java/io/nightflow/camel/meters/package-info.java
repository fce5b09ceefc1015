/** The component {@code meters:}, which asks the meters of a bus. Over {@code bus} and {@code meter}. */
@NullMarked
package io.nightflow.camel.meters;

import org.jspecify.annotations.NullMarked;
