/** The steps of route files on the way in, and the drop folder. Adapters over {@code collect}. */
@NullMarked
package io.nightflow.camel.collect;

import org.jspecify.annotations.NullMarked;
