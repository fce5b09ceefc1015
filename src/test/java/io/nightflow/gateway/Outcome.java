package io.nightflow.gateway;

import io.nightflow.Nightflow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What came of a command. */
public record Outcome(int exitCode, String out, String err) {
    /** Run in this JVM. */
    public static Outcome of(String... arguments) {
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int exitCode = Nightflow.execute(arguments);
            return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }

    /** The same as a process of its own. */
    public static Outcome ofProcess(String... arguments) {
        try {
            NightflowProcess process = NightflowProcess.start(arguments);
            String said = String.join("\n", process.rest());
            return new Outcome(process.process().waitFor(), said, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public String all() {
        return out + err;
    }
}
