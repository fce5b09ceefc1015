package io.nightflow.operate;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Something that an operator does.
 *
 * @param name as in JMX, such as {@code drainNow}.
 * @param description one sentence.
 * @param parameters what it asks for, all texts.
 * @param run does it, given as many texts, and says what came of it.
 */
public record Operation(String name, String description, List<String> parameters, Function<List<String>, String> run) {
    /** One that asks for nothing; doing it twice does no harm. */
    public Operation(String name, String description, Supplier<String> run) {
        this(name, description, List.of(), none -> run.get());
    }
}
