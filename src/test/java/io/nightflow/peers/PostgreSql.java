package io.nightflow.peers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A database of its own (Debian package postgresql), on a free port of loopback; as the user postgres where we are root. */
public final class PostgreSql implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");

    private final Path folder;
    private final int port;
    private Process process;

    /** Makes and starts it. */
    public PostgreSql() throws IOException {
        folder = Files.createTempDirectory(
                "nightflow-postgres",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        port = Mosquitto.freePort();
        if (isRoot()) {
            run("chown", "postgres", folder.toString());
        }
        String data = folder.resolve("data").toString();
        String programs = programs().orElseThrow().toString();
        run(as(programs + "/initdb", "-D", data, "-A", "trust", "-U", "nightflow", "--no-sync"));
        process = started();
    }

    private Process started() throws IOException {
        Process begun = new ProcessBuilder(as(
                        programs().orElseThrow() + "/postgres",
                        "-D",
                        folder.resolve("data").toString(),
                        "-p",
                        String.valueOf(port),
                        "-k",
                        folder.toString(),
                        "-c",
                        "listen_addresses=127.0.0.1"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            connect().close();
            return true;
        });
        return begun;
    }

    /** Ends it without a word, and all its processes. */
    public void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    /** Starts it again, on what is on its disk. */
    public void start() throws IOException {
        Files.deleteIfExists(folder.resolve("data").resolve("postmaster.pid"));
        process = started();
    }

    /** Whether it is installed here. */
    public static boolean isThere() {
        return programs().isPresent();
    }

    private static Optional<Path> programs() {
        if (!Files.isDirectory(PROGRAMS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PROGRAMS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static String[] as(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    private static void run(String... command) throws IOException {
        Process done = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(done.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (done.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    /** A connection to it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "nightflow", "");
    }

    /** Where it is. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** Changes something. */
    public void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of all rows. */
    public List<String> column(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    /** What it and the processes that it has started have taken of the CPU. */
    public double cpuSeconds() throws IOException {
        double seconds = ticks(process.pid());
        for (ProcessHandle child : process.descendants().toList()) {
            seconds += ticks(child.pid());
        }
        return seconds;
    }

    /** utime, stime, and those of children that are gone; 100 a second. */
    private static double ticks(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        if (!Files.exists(stat)) {
            return 0;
        }
        String[] fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ", -1);
        double sum = 0;
        for (int i = 11; i <= 14; i++) {
            sum += Long.parseLong(fields[i]) / 100.0;
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        process.destroy(); // postgres: a smart shutdown waits for connections
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        run("rm", "-rf", folder.toString());
    }
}
