package io.nightflow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A Java that is installed here. */
record Jdk(int version, Path home) {
    private static final Path DEBIAN = Path.of("/usr/lib/jvm");
    private static final int OLDEST = 17;

    /** One of each version that the launcher takes, the oldest first. */
    static List<Jdk> installed() throws IOException {
        Map<Integer, Jdk> found = new TreeMap<>();
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> all = Files.list(DEBIAN)) {
                all.forEach(homes::add);
            }
        }
        for (Path home : homes) {
            if (Files.exists(home.resolve("release")) && Files.isExecutable(home.resolve("bin/java"))) {
                int version = version(Files.readString(home.resolve("release")));
                found.putIfAbsent(version, new Jdk(version, home.toRealPath()));
            }
        }
        int only = Integer.getInteger("bench.jdk", 0);
        return found.values().stream()
                .filter(jdk -> jdk.version >= OLDEST && (only == 0 || jdk.version == only))
                .toList();
    }

    private static int version(String release) {
        return Integer.parseInt(release.replaceAll("(?s).*JAVA_VERSION=\"([0-9]+).*", "$1"));
    }

    /** The launcher under this Java. */
    ProcessBuilder launcher(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Path.of("nightflow").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", home.toString());
        return builder;
    }

    /** Makes the launcher's archive of classes for it. */
    void archive() throws IOException {
        launcher("archive").inheritIO().start().onExit().join();
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
