package io.nightflow.bench;

import io.nightflow.gateway.Gateway;
import io.nightflow.link.Frame;
import io.nightflow.link.Message;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.Settings;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.store.Database;
import io.nightflow.time.GatewayClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Durable rows a second through the whole collect path (pseudo-terminal, jSerialComm, decoder, Camel route, store)
 * against raw sqlite-jdbc with 500 rows a commit into the same table, and against the same job in a bare Camel route, on the
 * same file system, in turn in one run.
 */
public final class CollectBenchmark {
    static final int SENSORS = 100;
    private static final int MINUTES = 5_000;
    private static final int ROWS_A_COMMIT = 500;
    private static final int WRITE_BYTES = 4_000;
    private static final int BARE_ROWS = 3_000;
    private static final int BARE_ROWS_AGGREGATED = 100_000;
    private static final String TAP = """
            - route:
                id: NAME
                from:
                  uri: nightflow:WHAT
                  parameters:
                    name: NAME
                    batch: 1000
                  steps:
                    - setBody:
                        constant: taken
            """;
    private static final Minute START = Minute.containing(1_767_225_600L);

    private CollectBenchmark() {}

    /** Prints the ratios; {@code args[0]}: a folder on the file system to measure. */
    public static void main(String[] args) throws Exception {
        Path folder = Folders.fresh(Path.of(args[0]), "collect");
        byte[] lines = lines(SENSORS * MINUTES);
        Rounds rounds = new Rounds()
                .add("raw sqlite-jdbc, 500 rows a commit", round -> raw(folder.resolve("raw-" + round + ".db")))
                .ours(
                        "Nightflow, the whole collect path",
                        round -> collect(Files.createDirectory(folder.resolve("gateway-" + round)), lines));
        for (String what : List.of("results", "readings")) {
            for (int taps : new int[] {1, 10}) {
                Path tapped = folder.resolve(what + "-" + taps + "-");
                rounds.ours("the same beside " + taps + " taps of " + what, round -> {
                    Path gateway = Files.createDirectory(Path.of(tapped + "" + round));
                    for (int i = 0; i < taps; i++) {
                        tap(gateway, "tap-" + i, what);
                    }
                    return collect(gateway, lines);
                });
            }
        }
        for (BareCollect.Setup setup : BareCollect.Setup.values()) {
            int rows = setup == BareCollect.Setup.AGGREGATED ? BARE_ROWS_AGGREGATED : BARE_ROWS;
            rounds.add(
                    "bare Camel route, " + setup.name().toLowerCase(Locale.ROOT),
                    round -> BareCollect.rate(folder.resolve("bare-" + setup + "-" + round), setup, lines(rows), rows));
        }
        rounds.run(Rounds.MIN, 2).print("durable rows a second", "%,.0f");
        System.out.println(
                "\nFrom a pseudo-terminal into the same table on the same file system. The bare route neither marks"
                        + " what is to be judged nor answers the meter. Nothing is judged meanwhile, so taps of"
                        + " results have nothing to take; those of readings take each row, and what they are behind"
                        + " is not waited for.");
        Folders.delete(folder);
        System.exit(0);
    }

    private static double raw(Path file) throws SQLException {
        Database.open(file).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            for (int i = 1; i <= SENSORS; i++) {
                statement.execute("INSERT INTO sensor (id, name, listed) VALUES (" + i + ", 's" + i + "', 0)");
            }
            connection.setAutoCommit(false);
            long started = System.nanoTime();
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO reading (minute, sensor, flow, pressure, quality, judged) VALUES (?, ?, ?, ?, 0, 0)")) {
                int waiting = 0;
                for (int i = 0; i < SENSORS * MINUTES; i++) {
                    insert.setLong(1, START.plus(i / SENSORS).epochSecond());
                    insert.setInt(2, i % SENSORS + 1);
                    insert.setDouble(3, 12.5 + i % 97);
                    insert.setDouble(4, 4.25);
                    insert.addBatch();
                    if (++waiting == ROWS_A_COMMIT) {
                        insert.executeBatch();
                        connection.commit();
                        waiting = 0;
                    }
                }
            }
            return rate(started);
        }
    }

    private static double collect(Path directory, byte[] lines) throws Exception {
        Files.createDirectories(directory.resolve("routes"));
        for (String route : List.of("collect-readings", "failures")) {
            Files.copy(
                    Path.of("routes", route + ".camel.yaml"),
                    directory.resolve("routes").resolve(route + ".camel.yaml"));
        }
        Properties properties = new Properties();
        properties.setProperty("meter.port", directory.resolve("meter").toString());
        properties.setProperty("device.port", directory.resolve("device").toString());
        properties.setProperty("staging.any-file-system", "true");
        try (PseudoTerminal meter = PseudoTerminal.open(directory.resolve("meter"));
                Gateway gateway =
                        Gateway.open(Settings.of(directory, properties), GatewayClock.of(InstantSource.system()))) {
            gateway.start();
            waitForRows(gateway, meter, 1);
            long started = System.nanoTime();
            for (int at = 0; at < lines.length; at += WRITE_BYTES) {
                meter.write(Arrays.copyOfRange(lines, at, Math.min(lines.length, at + WRITE_BYTES)));
            }
            waitForRows(gateway, meter, SENSORS * MINUTES + 1);
            return rate(started);
        }
    }

    private static void tap(Path directory, String name, String what) throws IOException {
        Path file = Files.createDirectories(directory.resolve("routes")).resolve(name + ".camel.yaml");
        Files.writeString(file, TAP.replace("NAME", name).replace("WHAT", what));
    }

    private static void waitForRows(Gateway gateway, PseudoTerminal meter, long rows) throws Exception {
        while (gateway.readings().count() < rows) {
            if (rows == 1) {
                meter.write(Frame.encode(line(0, START.plus(-1))));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static byte[] lines(int rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < rows; i++) {
            bytes.writeBytes(Frame.encode(line(i, START.plus(i / SENSORS))));
        }
        return bytes.toByteArray();
    }

    private static String line(int i, Minute minute) {
        return new Message.MeterReading(
                        0, 0, new SensorId("s" + (i % SENSORS + 1)), minute.epochSecond(), 12.5 + i % 97, 4.25)
                .body();
    }

    private static double rate(long startedNanos) {
        return SENSORS * MINUTES * 1e9 / (System.nanoTime() - startedNanos);
    }
}
