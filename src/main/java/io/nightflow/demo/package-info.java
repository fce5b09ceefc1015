/** The night that the demo shows: its folder, its pace, its account. Drives a {@code gateway} from outside. */
@NullMarked
package io.nightflow.demo;

import org.jspecify.annotations.NullMarked;
