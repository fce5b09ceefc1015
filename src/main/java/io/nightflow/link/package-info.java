/**
 * Nightflow Link, the protocol of lines with meters and with the device, as pure machines. Knows the words of {@code
 * reading} only.
 */
@NullMarked
package io.nightflow.link;

import org.jspecify.annotations.NullMarked;
