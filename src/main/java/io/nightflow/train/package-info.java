/** Training of forecast models, with a class path of its own. Knows {@code forecast} and how {@code evaluate} scores. */
@NullMarked
package io.nightflow.train;

import org.jspecify.annotations.NullMarked;
