/** The four detection methods, one small class each. Pure: a reading and what is remembered of its sensor in, findings out. */
@NullMarked
package io.nightflow.detect;

import org.jspecify.annotations.NullMarked;
