package io.nightflow.operate;

import java.util.function.Supplier;

/**
 * Something that an operator reads.
 *
 * @param name as in JMX, such as {@code OldestMinute}.
 * @param unit of a number, such as {@code bytes}; empty for a text or a mere count.
 * @param description one sentence.
 * @param value a number, a truth or a text, as it is now; asked for from any thread.
 */
public record Figure(String name, String unit, String description, Supplier<Object> value) {
    /** Its value, or a text that says why it cannot be told: one part that fails must not hide the others. */
    public Object read() {
        try {
            return value.get();
        } catch (RuntimeException e) {
            return "cannot be told: " + e.getMessage();
        }
    }
}
