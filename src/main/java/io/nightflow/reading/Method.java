package io.nightflow.reading;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The detection methods, in the order of their digits in a result row. */
public enum Method {
    /** Faults of the metering system itself. */
    SYSTEM,
    /** Deviation from what is usual. */
    VALUE,
    /** Deviation from the forecast made the day before. */
    PREDICTION,
    /** Deviation from the usual minimum night flow; flow only. */
    NIGHT;

    /** The method with this word; empty where it is another. */
    public static Optional<Method> find(String word) {
        return Arrays.stream(values())
                .filter(method -> method.word().equals(word))
                .findFirst();
    }

    /** The word for people and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The number of methods that judge a quantity: 4 for flow, 3 for pressure. */
    public static int count(Quantity quantity) {
        return quantity == Quantity.FLOW ? 4 : 3;
    }
}
