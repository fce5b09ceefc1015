package io.nightflow.reading;

/** A reason as an English reader sees it. */
public final class Told {
    private Told() {}

    /** What the gateway itself has in its hands. */
    public static String inEnglish(Reason reason) {
        return AlertWords.ENGLISH.sentence(reason);
    }

    /** What is stored. */
    public static String inEnglish(String stored) {
        return inEnglish(Reason.parse(stored));
    }
}
