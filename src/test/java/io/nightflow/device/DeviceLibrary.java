package io.nightflow.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Compiles the C library of the device with the compiler of the machine. */
public final class DeviceLibrary {
    private static final Path SOURCES = Path.of("device").toAbsolutePath();
    private static final List<String> STRICT =
            List.of("-std=c99", "-Os", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror");

    private DeviceLibrary() {}

    /** A program of library and one more file of {@code device/}; skips the test where there is no compiler. */
    public static Path program(Path folder, String file, String... flags) throws IOException, InterruptedException {
        Path program = folder.resolve(file.replace('/', '-').replace(".c", ""));
        List<String> command = command("gcc", flags);
        command.addAll(List.of(
                SOURCES.resolve("nightflow_link.c").toString(),
                SOURCES.resolve(file).toString(),
                "-o",
                program.toString()));
        assertThat(said(command)).isEmpty();
        return program;
    }

    /** Bytes of code and constants of the library alone for a target. */
    static int size(Path folder, String compiler, String size, String... flags)
            throws IOException, InterruptedException {
        Path object = folder.resolve("library.o");
        List<String> command = command(compiler, flags);
        command.addAll(List.of(
                "-ffreestanding", "-c", SOURCES.resolve("nightflow_link.c").toString(), "-o", object.toString()));
        assertThat(said(command)).isEmpty();
        String[] lines = said(List.of(size, object.toString())).split("\n");
        return Integer.parseInt(lines[1].strip().split("\\s+")[0]);
    }

    private static List<String> command(String compiler, String... flags) {
        boolean has = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, compiler)));
        Assumptions.assumeTrue(has, compiler + " is not installed");
        List<String> command = new ArrayList<>(List.of(compiler));
        command.addAll(STRICT);
        command.addAll(List.of(flags));
        return command;
    }

    private static String said(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
