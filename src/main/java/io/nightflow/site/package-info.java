/** The judgement of one site as its settings want it, over any store: the same in a gateway and in the fleet. */
@NullMarked
package io.nightflow.site;

import org.jspecify.annotations.NullMarked;
