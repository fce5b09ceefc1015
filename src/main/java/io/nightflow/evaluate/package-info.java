/**
 * How well the product judges, on real demand with known faults put in. Runs the very classes of {@code night},
 * {@code detect} and {@code forecast}.
 */
@NullMarked
package io.nightflow.evaluate;

import org.jspecify.annotations.NullMarked;
