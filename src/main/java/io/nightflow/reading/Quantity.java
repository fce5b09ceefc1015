package io.nightflow.reading;

import java.util.Arrays;
import java.util.Optional;

/** What is measured. Inside the product flow is in m3/h and pressure in bar, always. */
public enum Quantity {
    /** Flow rate in m3/h; negative when the water runs backwards. */
    FLOW("flow", "m3/h"),
    /** Pressure in bar over the atmosphere. */
    PRESSURE("pressure", "bar");

    private final String word;
    private final String unit;

    Quantity(String word, String unit) {
        this.word = word;
        this.unit = unit;
    }

    /** The quantity with this word; empty where it is another. */
    public static Optional<Quantity> find(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /** The word for people and files. */
    public String word() {
        return word;
    }

    /** The unit in which the product computes and stores. */
    public String unit() {
        return unit;
    }
}
