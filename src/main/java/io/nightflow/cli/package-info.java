/**
 * The commands, one class each, and what a person at a terminal sees. May know everything but Camel; starts the rest
 * through {@code gateway}.
 */
@NullMarked
package io.nightflow.cli;

import org.jspecify.annotations.NullMarked;
