package io.nightflow.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The program as a process of its own, with the classes under test. */
public final class NightflowProcess {
    /** The heap that the launcher gives {@code run}. */
    public static final List<String> HEAP = List.of(
            "-Xmx256m",
            "-Xms16m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=25",
            "-XX:NewSize=8m",
            "-XX:MaxNewSize=8m");

    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();

    /** Those options, and more. */
    public static List<String> heapAnd(String... more) {
        return Stream.concat(HEAP.stream(), Stream.of(more)).toList();
    }

    private NightflowProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@code nightflow arguments..}. */
    public static NightflowProcess start(String... arguments) throws IOException {
        return startMain("io.nightflow.Nightflow", arguments);
    }

    /** The same with options of Java. */
    public static NightflowProcess startWith(List<String> options, String... arguments) throws IOException {
        return startMain(List.of(), options, "io.nightflow.Nightflow", arguments);
    }

    /** Starts a program that is no Java. */
    public static NightflowProcess startProgram(String... command) throws IOException {
        return new NightflowProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Starts another main class of the tests. */
    public static NightflowProcess startMain(String main, String... arguments) throws IOException {
        return startMain(List.of(), main, arguments);
    }

    /** The same with options of Java. */
    public static NightflowProcess startMainWith(List<String> options, String main, String... arguments)
            throws IOException {
        return startMain(List.of(), options, main, arguments);
    }

    /** Starts a main class under another program, such as strace. */
    public static NightflowProcess startMain(List<String> under, String main, String... arguments) throws IOException {
        return startMain(under, List.of(), main, arguments);
    }

    private static NightflowProcess startMain(
            List<String> under, List<String> options, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(under);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", // these two as the launcher
                "-XX:TieredStopAtLevel=1",
                "-DjSerialComm.library.path=" + System.getProperty("jSerialComm.library.path"),
                "-Donnxruntime.native.path=" + System.getProperty("onnxruntime.native.path"),
                "-Dnightflow.home=" + Path.of("").toAbsolutePath()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MALLOC_ARENA_MAX", "1"); // as the launcher
        return new NightflowProcess(builder.start());
    }

    /** A folder with the product's routes and these settings. */
    public static Path folder(Path folder, String settings) throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(folder.resolve("config"));
        try (Stream<Path> routes = Files.list(Path.of("routes"))) {
            for (Path route : routes.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        route,
                        folder.resolve("routes").resolve(route.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.writeString(
                folder.resolve("config/nightflow.properties"), settings + "\nstaging.any-file-system = true\n");
        return folder;
    }

    /** The same, its ports the pseudo-terminals {@code meter} and {@code device} in it, as fast as they go. */
    public static Path folderWithPorts(Path folder, String settings) throws IOException {
        return folder(folder, """
                meter.port = %1$s/meter
                device.port = %1$s/device
                meter.baud = 921600
                device.baud = 921600
                %2$s
                """.formatted(folder, settings));
    }

    /** Reads until each of these texts has been said, in any order; gives the line with the last one. */
    public String waitFor(String... texts) throws IOException {
        String line = "";
        while (!Arrays.stream(texts).allMatch(text -> lines.stream().anyMatch(said -> said.contains(text)))) {
            line = out.readLine();
            if (line == null) {
                throw new AssertionError(
                        "the process ended without saying " + List.of(texts) + ":\n" + String.join("\n", lines));
            }
            lines.add(line);
        }
        return line;
    }

    /** All that it says until it ends. */
    public List<String> rest() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** Reads on and forgets, so that the process never waits for a reader. */
    public void drainInBackground() {
        listen(line -> {});
    }

    /** Hands on what it says from now on. */
    public void listen(Consumer<String> listener) {
        Thread thread = new Thread(() -> {
            try {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    listener.accept(line);
                }
            } catch (IOException e) {
                // it was killed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it as systemd does; where it has not ended in time, says what its threads did instead. */
    public void terminate(int seconds) throws IOException, InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            Process stacks = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jstack")
                                    .toString(),
                            String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .start();
            String threads = new String(stacks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.destroyForcibly();
            throw new AssertionError("SIGTERM did not end it within " + seconds + " s:\n" + threads + "\nit said:\n"
                    + String.join("\n", lines));
        }
    }

    /** Its standard input and its signals. */
    public Process process() {
        return process;
    }
}
