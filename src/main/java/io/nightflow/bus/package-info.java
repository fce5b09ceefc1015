/** Meters that are asked, over a line: carries what {@code meter} wants said, with the machine's clock that only goes on. */
@NullMarked
package io.nightflow.bus;

import org.jspecify.annotations.NullMarked;
