/**
 * What is judged on its way out: from the database into staging, and from there in conversation with the device.
 * Knows {@code link}, {@code staging}, and the store that has it.
 */
@NullMarked
package io.nightflow.deliver;

import org.jspecify.annotations.NullMarked;
