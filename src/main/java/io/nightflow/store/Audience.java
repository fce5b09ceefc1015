package io.nightflow.store;

/** For whom rows and alerts are staged; each has a staging directory of its own. */
public enum Audience {
    /** The embedded device. */
    DEVICE("device", "staged"),
    /** The fleet. */
    FLEET("fleet", "uplinked");

    private final String word;
    private final String alertColumn;

    Audience(String word, String alertColumn) {
        this.word = word;
        this.alertColumn = alertColumn;
    }

    String word() {
        return word;
    }

    /** The column of the table of alerts that says whether one is staged. */
    String alertColumn() {
        return alertColumn;
    }
}
