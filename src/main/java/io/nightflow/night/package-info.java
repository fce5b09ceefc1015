/** Night windows and the 10-minute means in them. Pure. */
@NullMarked
package io.nightflow.night;

import org.jspecify.annotations.NullMarked;
