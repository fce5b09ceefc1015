package io.nightflow.camel.operate;

import java.util.function.Supplier;

/**
 * Something that an operator does. Doing it twice does no harm.
 *
 * @param name as in JMX, such as {@code drainNow}.
 * @param description one sentence.
 * @param run does it and says what came of it.
 */
public record Operation(String name, String description, Supplier<String> run) {}
