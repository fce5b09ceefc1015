/** The score of a plain series, row by row, strictly causal. Knows the words only. */
@NullMarked
package io.nightflow.detect.series;

import org.jspecify.annotations.NullMarked;
