package io.nightflow.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Programs of the system that the rig needs, and whether they are there. */
final class Commands {
    private Commands() {}

    static boolean has(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)))
                || Files.isExecutable(Path.of("/usr/sbin", program))
                || Files.isExecutable(Path.of("/sbin", program));
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Runs a program; fails with what it said where it fails. */
    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", List.of(command)) + " failed with " + code + ": " + said);
        }
    }
}
