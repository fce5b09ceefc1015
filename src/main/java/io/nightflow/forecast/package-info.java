/** What demand to expect in an hour. */
@NullMarked
package io.nightflow.forecast;

import org.jspecify.annotations.NullMarked;
