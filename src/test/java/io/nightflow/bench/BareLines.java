package io.nightflow.bench;

import io.nightflow.gateway.NightflowProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Plain lines into the table {@code reading} by Camel alone, a commit a line: what Camel and a JVM cost before a gateway does
 * anything else. Arguments: a port, and a database that has the table.
 */
final class BareLines {
    static final String WORDS = "Camel alone, a commit a line";

    private BareLines() {}

    public static void main(String[] args) throws Exception {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + args[1]);
        Main main = new Main();
        main.configure().withBasePackageScanEnabled(false);
        main.bind("database", source);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("stream:file?readLine=true&fileName=" + args[0])
                        .setBody(method(BareLines.class, "statement(${body})"))
                        .to("jdbc:database");
            }
        });
        main.start();
        System.out.println("up");
        Thread.currentThread().join();
    }

    /** Of a line. */
    public static String statement(String line) {
        String[] fields = line.strip().split(";", -1);
        return "INSERT OR REPLACE INTO reading (minute, sensor, flow, pressure, quality, judged) VALUES ("
                + Instant.parse(fields[1]).getEpochSecond() + ", " + fields[0].substring("dma-".length()) + ", "
                + fields[2]
                + ", " + fields[3] + ", 0, 0)";
    }

    /** With the compiler, the collector and the heap that the launcher gives the gateway, without its archive of classes. */
    static Process start(Jdk jdk, Path port, Path database) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(jdk.home().resolve("bin/java").toString());
        command.addAll(NightflowProcess.heapAnd(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BareLines.class.getName(),
                port.toString(),
                database.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Peer.await(process, List.of("up"));
        return process;
    }
}
