package io.nightflow.link;

/** Why bytes were dropped. */
public enum FrameFault {
    /** The check value does not fit the body. */
    WRONG_CHECK_VALUE("wrong check value"),
    /** The line ended before its check value did. */
    NO_CHECK_VALUE("no check value"),
    /** Nothing stands between {@code $} and {@code *}. */
    NO_BODY("line without a body"),
    /** A new {@code $} came before the line had ended. */
    CUT_SHORT("line cut short"),
    /** A byte that is neither printable nor a line end. */
    CONTROL_BYTE("control byte"),
    /** More bytes than a line may have. */
    TOO_LONG("line too long");

    private final String words;

    FrameFault(String words) {
        this.words = words;
    }

    /** For the log. */
    public String words() {
        return words;
    }
}
