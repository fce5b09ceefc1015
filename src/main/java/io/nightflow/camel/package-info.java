/** All that imports Camel or Quartz. May know any station; only {@code gateway} knows it. */
@NullMarked
package io.nightflow.camel;

import org.jspecify.annotations.NullMarked;
