/**
 * The whole house in one thread, from one seed: store, detection, night flow, staging and both protocol machines over a
 * simulated clock, bad lines and a bad disk, with the account of what must come of it.
 */
@NullMarked
package io.nightflow.simulation;

import org.jspecify.annotations.NullMarked;
