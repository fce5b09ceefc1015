package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nightflow.camel.operate.FigureMeters;
import io.nightflow.camel.page.SensorMetrics;
import io.nightflow.link.Frame;
import io.nightflow.operate.Figure;
import io.nightflow.operate.FigureGroup;
import io.nightflow.repository.HowToTest;
import io.nightflow.settings.Settings;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see and do: managed beans, health, metrics, Jolokia, and the status on a terminal. */
@Tag("slow")
public class OperatorsTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    private static final Pattern METRIC = Pattern.compile("nightflow_[a-z_3]+");

    /** What Hawtio 4.2 asks for its pages of routes, as seen in its requests. */
    private static final List<String> HAWTIO_ASKS = List.of(
            "{'type':'exec','mbean':'org.apache.camel:context=nightflow,type=context,name=\\'nightflow\\'',"
                    + "'operation':'dumpRoutesAsXml()','arguments':[]}",
            "{'type':'exec','mbean':'org.apache.camel:context=nightflow,type=context,name=\\'nightflow\\'',"
                    + "'operation':'dumpRoutesStatsAsXml','arguments':[true,true]}",
            "{'type':'exec','mbean':'org.apache.camel:context=nightflow,type=routes,name=\\'collect-readings\\'',"
                    + "'operation':'dumpRouteStatsAsXml','arguments':[true,true]}",
            "{'type':'exec','mbean':'org.apache.camel:context=nightflow,type=routes,name=\\'collect-readings\\'',"
                    + "'operation':'isUpdateRouteEnabled()','arguments':[]}");

    @TempDir
    private Path folder;

    private PseudoTerminal meter;
    private PseudoTerminal device;
    private int port;

    @BeforeEach
    void plugIn() throws IOException {
        meter = PseudoTerminal.open(folder.resolve("meter"));
        device = PseudoTerminal.open(folder.resolve("device"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void unplug() {
        meter.close();
        device.close();
    }

    @Test
    void each_station_is_a_managed_bean_with_described_figures_and_operations() throws Exception {
        try (Gateway gateway = gateway("")) {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            ObjectName query = new ObjectName("org.apache.camel:type=station,*");
            await().atMost(SOON).until(() -> beans.queryNames(query, null).size() == 32);
            Set<String> kinds = new TreeSet<>();
            for (ObjectName name : beans.queryNames(query, null)) {
                kinds.add(name.getKeyProperty("kind"));
                MBeanInfo info = beans.getMBeanInfo(name);
                assertThat(info.getAttributes()).isNotEmpty().allSatisfy(attribute -> {
                    assertThat(attribute.getDescription()).hasSizeGreaterThan(8);
                    assertThat(beans.getAttribute(name, attribute.getName()))
                            .as(name + " " + attribute.getName())
                            .isNotNull();
                });
                assertThat(info.getOperations())
                        .allSatisfy(operation ->
                                assertThat(operation.getDescription()).hasSizeGreaterThan(8));
            }
            assertThat(kinds)
                    .containsExactly(
                            "delivery", "detection", "forecast", "health", "line", "night", "staging", "store");
            ObjectName delivery = new ObjectName(
                    "org.apache.camel:context=nightflow,type=station,kind=delivery,name=\"deliver-results\"");
            assertThat(invoke(beans, delivery, "pause")).isEqualTo("paused");
            assertThat(invoke(beans, delivery, "pause")).isEqualTo("paused");
            assertThat(beans.getAttribute(delivery, "State")).isEqualTo("Suspended");
            assertThat(invoke(beans, delivery, "resume")).isEqualTo("resumed");
            assertThat(beans.getAttribute(delivery, "State")).isEqualTo("Started");
            assertThat(invoke(beans, delivery, "drainNow")).isEqualTo("begun");
            assertThat(gateway.runtime().context().isStarted()).isTrue();
        }
    }

    private static Object invoke(MBeanServer beans, ObjectName name, String operation) throws Exception {
        return beans.invoke(name, operation, null, null);
    }

    @Test
    void health_and_metrics_are_served_on_loopback_and_jolokia_writes_nothing() throws Exception {
        try (Gateway gateway = gateway("console.port = " + port + "\n")) {
            await().atMost(SOON).until(() -> get("observe/health/ready", "").statusCode() == 200);
            assertThat(get("observe/health/live", "").statusCode()).isEqualTo(200);
            await().atMost(SOON).until(() -> get("observe/metrics", "").body().contains("nightflow_staging_rows{"));
            assertThat(get("observe/metrics", "").body())
                    .contains("nightflow_line_bytes_received_total{", "nightflow_store_disk_free_bytes{");
            String read = post("{\"type\":\"read\",\"mbean\":\"org.apache.camel:context=nightflow,kind=staging,"
                    + "name=\\\"results\\\",type=station\",\"attribute\":\"Rows\"}");
            assertThat(read).contains("\"value\":0");
            String write =
                    post("{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=nightflow,name=\\\"nightflow\\\","
                            + "type=context\",\"operation\":\"sendBody(java.lang.String,java.lang.Object)\",\"arguments\":[\"file:"
                            + folder + "/stolen\",\"x\"]}");
            assertThat(write).contains("\"status\":403");
            for (String asked : HAWTIO_ASKS) {
                assertThat(post(asked.replace('\'', '"'))).as(asked).contains("\"status\":200");
            }
            assertThat(post(HAWTIO_ASKS.get(0).replace('\'', '"').replace("()", "(boolean)")))
                    .as("settings behind placeholders")
                    .contains("\"status\":403");
            assertThat(folder.resolve("stolen")).doesNotExist();
            device.close();
            await().atMost(SOON).until(() -> get("observe/health/ready", "").statusCode() == 503);
            assertThat(get("observe/health/ready", "").body())
                    .containsPattern("device-line: .*(unplugged|is not there)");
            assertThat(get("observe/health/live", "").statusCode()).isEqualTo(200);
            assertThat(gateway.runtime().context().isStarted()).isTrue();
        }
    }

    @Test
    void no_page_shows_the_password_of_an_endpoint() throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/mail.camel.yaml"), HowToTest.yaml("docs/how-to/alerts.md", 2));
        try (Gateway gateway = gateway("console.port = " + port + "\nroute.mail = smtps://mail.example.com?username=u"
                + "&password=top-secret&from=a@example.com&to=b@example.com\n")) {
            await().atMost(SOON).until(() -> get("observe/health/live", "").statusCode() == 200);
            String dump = post(HAWTIO_ASKS.get(0).replace('\'', '"'));
            assertThat(dump).contains("alerts-to-duty").doesNotContain("top-secret");
            for (String type : List.of("endpoints", "routes", "processors", "producers", "context")) {
                String read = post("{\"type\":\"read\",\"mbean\":\"org.apache.camel:context=nightflow,type=" + type
                        + ",*\",\"config\":{\"ignoreErrors\":true}}");
                assertThat(read).as(type).contains("\"status\":200").doesNotContain("top-secret");
            }
            String properties =
                    post("{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"SystemProperties\"}");
            assertThat(properties).contains("java.version").doesNotContain("top-secret");
            assertThat(gateway.runtime().context().getEndpoints())
                    .anyMatch(each -> each.getEndpointUri().contains("smtps"));
        }
    }

    @Test
    void with_users_nothing_is_told_without_a_password() throws Exception {
        Path users = Files.writeString(folder.resolve("users.properties"), "user.ops = secret\n");
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> gateway("console.port = " + port + "\nconsole.users = users.properties\n"))
                .hasMessageContaining("holds passwords, others must not read it: chmod 600");
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-------"));
        try (Gateway gateway = gateway("console.port = " + port + "\nconsole.users = users.properties\n")) {
            String good = "Basic " + Base64.getEncoder().encodeToString("ops:secret".getBytes(StandardCharsets.UTF_8));
            String bad = "Basic " + Base64.getEncoder().encodeToString("ops:guess".getBytes(StandardCharsets.UTF_8));
            for (String page : List.of("observe/health/live", "observe/metrics", "", "api/v1/sensors")) {
                assertThat(get(page, "").statusCode()).as(page).isEqualTo(401);
                assertThat(get(page, bad).statusCode()).as(page).isEqualTo(401);
                assertThat(get(page, good).statusCode()).as(page).isEqualTo(200);
            }
            assertThat(gateway.runtime().context().isStarted()).isTrue();
        }
    }

    @Test
    void a_web_page_can_do_nothing_through_a_tunnel() throws Exception {
        try (Gateway gateway = gateway("console.port = " + port + "\nconsole.names = gw.example.org\n")) {
            await().atMost(SOON)
                    .until(() -> raw("GET /observe/health/live", "Host: x").startsWith("HTTP/1.1 200"));
            String pause = "/observe/jolokia/exec/org.apache.camel:context=nightflow,kind=delivery,"
                    + "name=!%22deliver-results!%22,type=station/pause";
            String own = "Host: 127.0.0.1:" + port;
            assertThat(raw("GET " + pause, own)).startsWith("HTTP/1.1 405");
            assertThat(raw("GET /observe/%6aolokia/version", own)).startsWith("HTTP/1.1 405");
            assertThat(raw("POST /observe/jolokia", own, "Origin: http://evil.example"))
                    .startsWith("HTTP/1.1 403");
            assertThat(raw("POST /observe/jolokia", "Host: rebound.evil.example"))
                    .startsWith("HTTP/1.1 403");
            assertThat(raw("POST /observe/jolokia", "Host: gw.example.org", "Origin: https://gw.example.org"))
                    .startsWith("HTTP/1.1 200");
            assertThat(raw("POST /observe/jolokia", own, "Authorization: nonsense"))
                    .startsWith("HTTP/1.1 400");
            assertThat(raw("GET /observe/metrics", "Host: prometheus.example", own))
                    .as("metrics are for whoever reaches the port")
                    .startsWith("HTTP/1.1 ");
            assertThat(String.valueOf(
                            gateway.runtime().context().getRouteController().getRouteStatus("deliver-results")))
                    .isEqualTo("Started");
        }
    }

    @Test
    @Tag("long")
    void connections_that_say_nothing_are_bounded() throws Exception {
        try (Gateway gateway = gateway("console.port = " + port + "\n")) {
            await().atMost(SOON).until(() -> get("observe/health/live", "").statusCode() == 200);
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.getOutputStream().write("GET /obs".getBytes(StandardCharsets.UTF_8));
                socket.setSoTimeout(100);
                open.add(socket);
            }
            assertThat(get("observe/health/live", "").statusCode())
                    .as("others are not kept out")
                    .isEqualTo(200);
            int closed = 0;
            for (Socket socket : open) {
                try (socket) {
                    closed += socket.getInputStream().read() < 0 ? 1 : 0;
                } catch (SocketTimeoutException e) {
                    // it stays open for a while
                } catch (IOException e) {
                    closed++;
                }
            }
            assertThat(closed).isGreaterThanOrEqualTo(30);
            assertThat(gateway.runtime().context().isStarted()).isTrue();
        }
    }

    /** What is answered to a request with these headers and no more. */
    private String raw(String request, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String body = request.startsWith("POST") ? "{\"type\":\"version\"}" : "";
            String text = request + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nContent-Length: "
                    + body.length() + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void nothing_listens_by_default_and_status_tells_how_it_stands() throws Exception {
        NightflowProcess.folder(folder, "meter.port = " + folder + "/meter\ndevice.port = " + folder + "/device\n");
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        try {
            gateway.waitFor("Nightflow runs");
            gateway.drainInBackground();
            await().atMost(SOON).until(() -> status().contains("all is well"));
            assertThat(status())
                    .contains("gateway " + gateway.process().pid() + " in " + folder)
                    .contains("line " + folder + "/meter")
                    .contains("  State            open")
                    .contains("staging results");
            assertThat(Files.readString(Path.of("/proc/" + gateway.process().pid() + "/net/tcp6")))
                    .as("the namespace is shared: only that nothing of ours is there")
                    .doesNotContain(String.format(":%04X ", port));
            assertThat(listening(gateway.process())).isZero();
        } finally {
            gateway.process().destroyForcibly();
        }
        NightflowProcess none = NightflowProcess.start("status", "--dir", folder.toString());
        assertThat(none.rest()).singleElement().asString().startsWith("nightflow: status: no gateway runs in ");
        assertThat(none.process().waitFor()).isEqualTo(1);
    }

    /** Sockets that a process holds and that listen. */
    private static long listening(Process process) throws IOException {
        Set<String> inodes = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net/" + table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[3].equals("0A")) {
                    inodes.add("socket:[" + fields[9] + "]");
                }
            }
        }
        long count = 0;
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (Path descriptor : descriptors) {
                count += Files.isSymbolicLink(descriptor)
                                && inodes.contains(
                                        Files.readSymbolicLink(descriptor).toString())
                        ? 1
                        : 0;
            }
        }
        return count;
    }

    @Test
    void the_page_names_every_figure_and_metric() throws Exception {
        String page = Files.readString(Path.of("docs/reference/operations.md"));
        Files.createDirectories(folder.resolve("config"));
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(
                folder.resolve("config/sensors.csv"), "sensor,bus,address,profile\ndma-9,north,1,pulse-counter\n");
        Files.writeString(folder.resolve("routes/north.camel.yaml"), """
                - templatedRoute:
                    routeId: north
                    routeTemplateRef: meter-bus
                    parameters:
                      - {name: port, value: "mem:north"}
                      - {name: bus, value: north}
                """);
        try (Gateway gateway = gateway("")) {
            List<String> rows = new ArrayList<>();
            for (FigureGroup station : gateway.operators().figures()) {
                for (Figure figure : station.figures()) {
                    boolean number = figure.value().get() instanceof Number
                            || figure.value().get() instanceof Boolean;
                    String metric = number ? "`" + FigureMeters.name(station, figure) + "`" : "";
                    rows.add("| " + station.kind() + " | `" + figure.name() + "` | " + metric + " | "
                            + figure.description() + " |");
                }
                station.operations().forEach(operation -> assertThat(page).contains("`" + operation.name() + "`"));
            }
            assertThat(page).contains(String.join("\n", new LinkedHashSet<>(rows)) + "\n");
            Set<String> metrics = new TreeSet<>();
            METRIC.matcher(String.join("\n", rows)).results().forEach(found -> metrics.add(found.group()));
            SensorMetrics.names().forEach((name, description) -> {
                metrics.add(name);
                assertThat(page).contains("| `" + name + "` | " + description + " |");
            });
            String used = page + Files.readString(Path.of("docs/reference/grafana-dashboard.json"));
            METRIC.matcher(used).results().forEach(found -> assertThat(metrics).contains(found.group()));
        }
    }

    private Gateway gateway(String settings) throws Exception {
        NightflowProcess.folder(
                folder, "meter.port = " + folder + "/meter\ndevice.port = " + folder + "/device\n" + settings);
        Gateway gateway = Gateway.open(Settings.read(folder), GatewayClock.of(InstantSource.system()));
        gateway.start();
        await().atMost(SOON).until(() -> gateway.runtime().context().isStarted());
        meter.write(Frame.encode("S,0,dma-1,0,1,2"));
        return gateway;
    }

    private String status() throws IOException {
        return String.join(
                "\n",
                NightflowProcess.start("status", "--dir", folder.toString()).rest());
    }

    private HttpResponse<String> get(String page, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + page));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String post(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/jolokia"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
