package io.nightflow.link;

import java.util.Arrays;
import java.util.Optional;

/** One ordered stream of numbers. */
public enum Lane {
    /** Result rows to the device, every 10 minutes. */
    RESULTS('R'),
    /** Alerts to the device, at once. */
    ALERTS('A'),
    /** Numbered readings from a meter; the gateway acknowledges them. */
    READINGS('S');

    private final char letter;

    Lane(char letter) {
        this.letter = letter;
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
}
