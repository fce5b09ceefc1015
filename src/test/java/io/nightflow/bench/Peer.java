package io.nightflow.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What an integrator would use instead, as it lies in src/bench/peers: lines of a port into a database. */
enum Peer {
    /** Python, a commit a line. */
    PYTHON_FIRST("Python with pyserial, as first written", "first.py"),
    /** Python, a commit each 100 ms or 500 rows. */
    PYTHON_TUNED("Python with pyserial, tuned", "tuned.py"),
    /** Node-RED, a statement a message. */
    NODE_RED_FIRST("Node-RED, as first written", "first-flow.json"),
    /** Node-RED, a statement each 100 ms or 500 rows. */
    NODE_RED_TUNED("Node-RED, tuned", "tuned-flow.json");

    private static final Path SOURCES = Path.of("src/bench/peers").toAbsolutePath();
    private static final Path NODE_RED = Path.of("target/peers").toAbsolutePath();
    private static final Path PYTHON = Path.of("/usr/bin/python3"); // Debian's, which has Debian's packages
    static final long SETTLED_MILLIS = 1_500; // its PRAGMA follows once it says that it is ready

    private final String words;
    private final String file;

    Peer(String words, String file) {
        this.words = words;
        this.file = file;
    }

    String words() {
        return words;
    }

    boolean isTuned() {
        return file.startsWith("tuned");
    }

    boolean isPython() {
        return file.endsWith(".py");
    }

    /** Those that can run here; says of the others what they lack. */
    static List<Peer> available() throws IOException, InterruptedException {
        boolean python = Files.exists(PYTHON) && succeeds(List.of(PYTHON.toString(), "-c", "import serial"));
        boolean node = installNodeRed();
        System.out.print(python ? "" : "Python was skipped: apt-get install python3-serial\n\n");
        System.out.print(node ? "" : "Node-RED was skipped: apt-get install npm g++ make\n\n");
        List<Peer> available = new ArrayList<>(List.of(values()));
        available.removeIf(peer -> peer.isPython() ? !python : !node);
        return available;
    }

    private static boolean installNodeRed() throws IOException, InterruptedException {
        Files.createDirectories(NODE_RED);
        Files.write(NODE_RED.resolve("package.json"), Files.readAllBytes(SOURCES.resolve("package.json")));
        return Files.exists(NODE_RED.resolve("node_modules/node-red/red.js"))
                || succeeds(List.of("npm", "install", "--no-package-lock", "--prefix", NODE_RED.toString()));
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts it and waits until it reads the port. */
    Process start(Path folder, Path port, Path database) throws IOException, InterruptedException {
        List<String> command = isPython()
                ? List.of(PYTHON.toString(), SOURCES.resolve(file).toString(), port.toString(), database.toString())
                : List.of(
                        "node", NODE_RED + "/node_modules/node-red/red.js", "--userDir", flow(folder, port, database));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        await(
                process,
                isPython() ? List.of("ready") : List.of("Started flows", "serial port " + port + " opened", "opened "));
        TimeUnit.MILLISECONDS.sleep(isPython() ? 0 : SETTLED_MILLIS);
        return process;
    }

    /** Waits until a process has said all of this, each in a line of its own; what it says later goes nowhere. */
    static void await(Process process, List<String> sayings) throws IOException {
        List<String> missing = new ArrayList<>(sayings);
        BufferedReader out = process.inputReader();
        while (!missing.isEmpty()) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("a peer ended before it said " + missing);
            }
            missing.removeIf(line::contains);
        }
        Thread drain = new Thread(() -> out.lines().forEach(line -> {}), "peer");
        drain.setDaemon(true);
        drain.start();
    }

    private String flow(Path folder, Path port, Path database) throws IOException {
        Path user = Files.createDirectories(folder.resolve("node-red"));
        Files.copy(SOURCES.resolve("settings.js"), user.resolve("settings.js"));
        String flow = Files.readString(SOURCES.resolve(file))
                .replace("@PORT@", port.toString())
                .replace("@DATABASE@", database.toString());
        Files.writeString(user.resolve("flows.json"), flow);
        return user.toString();
    }
}
