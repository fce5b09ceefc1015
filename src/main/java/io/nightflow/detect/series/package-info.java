/** Scores of any series of values, by records that it sets. Pure. */
@NullMarked
package io.nightflow.detect.series;

import org.jspecify.annotations.NullMarked;
