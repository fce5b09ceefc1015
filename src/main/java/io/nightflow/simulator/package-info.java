/**
 * Virtual meters, sensors and a device, for the demo, the tests and evaluation. Speaks {@code line} and {@code link}
 * only.
 */
@NullMarked
package io.nightflow.simulator;

import org.jspecify.annotations.NullMarked;
