package io.nightflow.operate;

import java.util.function.Supplier;

/**
 * Something that an operator reads.
 *
 * @param name as in JMX, such as {@code OldestMinute}.
 * @param unit of a number, such as {@code bytes}; empty for a text or a mere count.
 * @param description one sentence.
 * @param isTotal whether it only grows, from 0 at the start.
 * @param value a number, a truth or a text, as it is now; asked for from any thread.
 */
public record Figure(String name, String unit, String description, boolean isTotal, Supplier<Object> value) {
    /** One that goes up and down. */
    public Figure(String name, String unit, String description, Supplier<Object> value) {
        this(name, unit, description, false, value);
    }

    /** A count since the start. */
    static Figure total(String name, String unit, String description, Supplier<Object> value) {
        return new Figure(name, unit, description, true, value);
    }

    /** Its value, or a text that says why it cannot be told: one part that fails must not hide the others. */
    public Object read() {
        try {
            return value.get();
        } catch (RuntimeException e) {
            return "cannot be told: " + e.getMessage();
        }
    }
}
