package io.nightflow.settings;

/** What a person can mend who has given a command: said in a line or a few, with the exit code that tells the kind. */
public class UserError extends Exception {
    /** What was asked for cannot be done, or is not so. */
    public static final int FAILED = 1;

    /** The command line is not understood. */
    static final int USAGE = 2;

    /** Settings, routes, lists or tables that a restart does not mend ({@code EX_CONFIG}). */
    public static final int CONFIG = 78;

    private final int exitCode;

    UserError(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked for cannot be done. */
    public static UserError failed(String message) {
        return new UserError(message, FAILED);
    }

    /** A file is not of a form that can be understood. */
    public static UserError form(String message) {
        return new UserError(message, CONFIG);
    }

    /** An option or a parameter is not what it must be. */
    public static UserError usage(String message) {
        return new UserError(message, USAGE);
    }

    /** How the program ends. */
    public int exitCode() {
        return exitCode;
    }
}
