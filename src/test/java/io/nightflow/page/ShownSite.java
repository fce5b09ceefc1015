package io.nightflow.page;

import io.nightflow.gateway.Gateway;
import io.nightflow.gateway.NightflowProcess;
import io.nightflow.operate.ConsolePort;
import io.nightflow.settings.Settings;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import org.awaitility.Awaitility;

/**
 * A gateway that runs with its page on, at noon of 29 November 2026: three sensors and a zone, a leak, a burst that is
 * over, forecasts, and markup wherever somebody can write any.
 */
public final class ShownSite implements AutoCloseable {
    /** What it is for a gateway. */
    public static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    /** Text that a browser would run, were it taken for markup. */
    public static final String MARKUP = "<img src=x onerror=document.title='owned'>";

    private final PseudoTerminal meter;
    private final PseudoTerminal device;
    private final Gateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    private ShownSite(PseudoTerminal meter, PseudoTerminal device, Gateway gateway, int port) {
        this.meter = meter;
        this.device = device;
        this.gateway = gateway;
        this.port = port;
    }

    /** Starts it in a folder, with further settings. */
    public static ShownSite start(Path folder, String settings) throws Exception {
        return start(folder, settings, ConsolePort.free(0));
    }

    /** The same on this port. */
    static ShownSite start(Path folder, String settings, int port) throws Exception {
        return start(folder, settings, Files.readString(Path.of("src/test/resources/page/site.sql")), port);
    }

    /** The same over what these statements write. */
    static ShownSite start(Path folder, String settings, String sql, int port) throws Exception {
        PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"));
        PseudoTerminal device = PseudoTerminal.open(folder.resolve("device"));
        NightflowProcess.folderWithPorts(
                folder, "gateway.id = test\nconsole.port = " + port + "\nsite.zone = Europe/Rome\n" + settings);
        Files.writeString(
                folder.resolve("config/sensors.csv"),
                "sensor,label\ndma-1,정수장 유입\ndma-2," + MARKUP + "\ndma-3,\"=HYPERLINK(1)\"\n");
        Files.writeString(
                folder.resolve("config/zones.csv"),
                "zone,sensor,sign,label\nold-town,dma-1,+1,Old town\nold-town,dma-2,+1,\n");
        Files.createDirectories(folder.resolve("config/models"));
        GatewayClock clock = GatewayClock.of(InstantSource.fixed(NOW));
        try (Gateway first = Gateway.open(Settings.read(folder), clock)) {
            first.database(); // makes the file
        }
        fill(folder.resolve("nightflow.db"), sql);
        Gateway gateway = Gateway.open(Settings.read(folder), clock);
        gateway.start();
        return new ShownSite(meter, device, gateway, port);
    }

    private static void fill(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String each : sql.split(";\n", -1)) {
                if (!each.isBlank()) {
                    statement.executeUpdate(each.replace("{markup}", MARKUP.replace("'", "''")));
                }
            }
            connection.commit();
        }
    }

    /** The gateway. */
    public Gateway gateway() {
        return gateway;
    }

    /** A line comes from the meter. */
    public void hear(String line) throws IOException {
        meter.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Where a browser finds the page. */
    public String address() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Where it listens. */
    int port() {
        return port;
    }

    /** Asks by GET. */
    public HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends by POST. */
    public HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address() + path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The token that the page carries. */
    public String token() throws Exception {
        return get("").body().replaceAll("(?s).*nightflow-token\" content=\"([0-9a-f]{32})\".*", "$1");
    }

    /** Waits until something holds. */
    public static void until(java.util.concurrent.Callable<Boolean> holds) {
        Awaitility.await().atMost(java.time.Duration.ofSeconds(30)).until(holds);
    }

    @Override
    public void close() {
        gateway.close();
        meter.close();
        device.close();
    }
}
