package io.nightflow.link;

import java.util.Arrays;
import java.util.Optional;

/** One ordered stream of numbers. */
public enum Lane {
    /** Result rows to the device, every 10 minutes. */
    RESULTS('R', "results", "RFTQ"),
    /** Alerts to the device, at once. */
    ALERTS('A', "alerts", "E"),
    /** Numbered readings from a meter; the gateway acknowledges them. */
    READINGS('S', "readings", "S");

    private final char letter;
    private final String word;
    private final String rowTypes;

    Lane(char letter, String word, String rowTypes) {
        this.letter = letter;
        this.word = word;
        this.rowTypes = rowTypes;
    }

    /** For people, and the name of its staging directory. */
    public String word() {
        return word;
    }

    /** The letters with which its rows begin. */
    public String rowTypes() {
        return rowTypes;
    }

    /** The letter on the line. */
    public char letter() {
        return letter;
    }

    /** The lane with this letter. */
    public static Optional<Lane> find(String letter) {
        return Arrays.stream(values())
                .filter(lane -> letter.length() == 1 && lane.letter == letter.charAt(0))
                .findFirst();
    }

    /** The lane with this word. */
    public static Optional<Lane> named(String word) {
        return Arrays.stream(values()).filter(lane -> lane.word.equals(word)).findFirst();
    }
}
