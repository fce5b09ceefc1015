package io.nightflow.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.store.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The same job as an integrator writes it with Camel alone: lines of the pseudo-terminal through {@code stream:}, their
 * check value tested, a row into the same table through {@code jdbc:}. Nothing is judged, answered or marked as due.
 */
final class BareCollect {
    private static final int WRITE_BYTES = 4_000;

    /** How it is set up. */
    enum Setup {
        /** As the components come: SQLite's own journal, a commit a line. */
        DEFAULT,
        /** A pool, the write-ahead log, flushed at each commit; still a commit a line. */
        TUNED,
        /** The same behind an aggregator in memory: 500 rows in one statement, or what has come in 200 ms. */
        AGGREGATED
    }

    private BareCollect() {}

    /** Durable rows a second. */
    static double rate(Path folder, Setup setup, byte[] lines, int rows) throws Exception {
        Files.createDirectories(folder);
        Path file = folder.resolve("bare.db");
        found(file);
        DefaultCamelContext camel = new DefaultCamelContext();
        try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"))) {
            camel.getRegistry().bind("database", source(file, setup));
            camel.addRoutes(route(folder.resolve("meter"), setup));
            camel.start();
            long started = System.nanoTime();
            for (int at = 0; at < lines.length; at += WRITE_BYTES) {
                meter.write(Arrays.copyOfRange(lines, at, Math.min(lines.length, at + WRITE_BYTES)));
            }
            meter.write(
                    "\r\n".getBytes(StandardCharsets.US_ASCII)); // stream: hands on a line when the next one is there
            while (count(file) < rows) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            double rate = rows * 1e9 / (System.nanoTime() - started);
            camel.getShutdownStrategy().setTimeout(1);
            return rate;
        } finally {
            camel.close();
        }
    }

    private static void found(Path file) throws SQLException {
        Database.open(file).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeQuery("PRAGMA journal_mode = DELETE").close();
            for (int i = 1; i <= CollectBenchmark.SENSORS; i++) {
                statement.execute("INSERT INTO sensor (id, name, listed) VALUES (" + i + ", 's" + i + "', 0)");
            }
        }
    }

    private static DataSource source(Path file, Setup setup) {
        SQLiteConfig sqlite = new SQLiteConfig();
        if (setup != Setup.DEFAULT) {
            sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
            sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        }
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + file);
        if (setup == Setup.DEFAULT) {
            return source;
        }
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(1);
        return new HikariDataSource(pool);
    }

    private static RouteBuilder route(Path line, Setup setup) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = from("stream:file?fileName=" + line + "&readLine=true");
                route.filter(method(BareCollect.class, "isWhole(${body})"))
                        .setBody(method(BareCollect.class, "values(${body})"))
                        .to("direct:insert");
                var insert = from("direct:insert");
                if (setup == Setup.AGGREGATED) {
                    AggregationStrategy list = AggregationStrategies.groupedBody();
                    insert.aggregate(constant(true), list)
                            .completionSize(500)
                            .completionTimeout(200)
                            .setBody(exchange -> statement(exchange.getMessage().getBody(List.class)))
                            .to("jdbc:database");
                } else {
                    insert.setBody(exchange ->
                                    statement(List.of(exchange.getMessage().getBody(String.class))))
                            .to("jdbc:database");
                }
            }
        };
    }

    /** Whether a line's check value is right. */
    public static boolean isWhole(String line) {
        int star = line.indexOf('*');
        if (line.isEmpty() || line.charAt(0) != '$' || star < 0) {
            return false;
        }
        CRC32 check = new CRC32();
        check.update(line.substring(1, star).getBytes(StandardCharsets.US_ASCII));
        return String.format("%08X", check.getValue())
                .equals(line.substring(star + 1).strip());
    }

    /** Of a line, what goes into the table. */
    public static String values(String line) {
        String[] fields = line.substring(1, line.indexOf('*')).split(",", -1);
        return "(" + fields[3] + ", " + fields[2].substring(1) + ", " + fields[4] + ", " + fields[5] + ", 0, 0)";
    }

    private static String statement(List<?> values) {
        return "INSERT INTO reading (minute, sensor, flow, pressure, quality, judged) VALUES "
                + values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static long count(Path file) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.createStatement().execute("PRAGMA busy_timeout = 5000");
            return connection
                    .createStatement()
                    .executeQuery("SELECT count(*) FROM reading")
                    .getLong(1);
        }
    }
}
