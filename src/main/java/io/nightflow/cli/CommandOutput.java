package io.nightflow.cli;

import java.io.PrintStream;

/** What a person at a terminal sees: lines, and a progress bar that redraws itself where the output is a terminal. */
public final class CommandOutput {
    private static final int BAR_WIDTH = 24;
    private static final int STEPS_WITHOUT_TERMINAL = 4;

    private final PrintStream out;
    private final boolean redraws;
    private int shown = -1;

    CommandOutput(PrintStream out, boolean redraws) {
        this.out = out;
        this.redraws = redraws;
    }

    /** Standard output; the launcher says whether it is a terminal. */
    static CommandOutput standard() {
        return new CommandOutput(System.out, Boolean.getBoolean("nightflow.terminal"));
    }

    /** Whether a person sees it at a terminal. */
    boolean isTerminal() {
        return redraws;
    }

    /** A line on standard output. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Something that went wrong, on standard error. */
    void error(String text) {
        out.flush();
        System.err.println("nightflow: " + text);
    }

    /** Shows how far something is; ends the line at 100 %. */
    void progress(String what, long done, long total, String detail) {
        int percent = (int) Math.min(100, total == 0 ? 100 : done * 100 / total);
        boolean changed = redraws ? percent != shown : percent / (100 / STEPS_WITHOUT_TERMINAL) != shown;
        if (!changed) {
            return;
        }
        shown = redraws ? percent : percent / (100 / STEPS_WITHOUT_TERMINAL);
        int filled = percent * BAR_WIDTH / 100;
        String bar = "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled);
        String text = what + " [" + bar + "] " + String.format("%3d", percent) + " %  " + detail;
        if (redraws) {
            out.print("\r" + text + (percent == 100 ? System.lineSeparator() : ""));
        } else {
            out.println(text);
        }
        out.flush();
        shown = percent == 100 ? -1 : shown;
    }
}
