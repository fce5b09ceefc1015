/**
 * Trains the forecast models, in a process of its own: DJL with PyTorch learns, Tribuo writes the ONNX graph. The gateway
 * runs without this package's libraries.
 */
@NullMarked
package io.nightflow.train;

import org.jspecify.annotations.NullMarked;
