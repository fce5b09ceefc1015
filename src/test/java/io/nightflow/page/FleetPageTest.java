package io.nightflow.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.fleet.FleetProgram;
import io.nightflow.gateway.BareGateway;
import io.nightflow.peers.Mosquitto;
import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Reason;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import io.nightflow.settings.FleetSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fleet's page over the embedded broker: what a person and what a program see. */
@Tag("slow")
class FleetPageTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private static Path folder;

    private static FleetProgram fleet;
    private static BareGateway leaking;
    private static BareGateway gone;
    private static volatile Instant now = START.plusSeconds(120);

    @BeforeAll
    static void open() throws Exception {
        Path config = Files.createDirectories(folder.resolve("fleet/config"));
        int broker = Mosquitto.freePort();
        Files.writeString(
                config.resolve("fleet.properties"),
                "fleet.broker-port = " + broker + "\nfleet.page-port = " + Mosquitto.freePort() + "\n");
        Files.writeString(
                config.resolve("gateways.csv"),
                "gateway,site,label\nnorth,old-town,<img src=x onerror=document.title='owned'> 북쪽\n");
        fleet = FleetProgram.start(FleetSettings.read(folder.resolve("fleet")), () -> now);
        String address = "tcp://127.0.0.1:" + broker;
        leaking = BareGateway.open(folder.resolve("north"), "north", address, START)
                .start();
        gone = BareGateway.open(folder.resolve("south"), "south", address, START)
                .start();
        leaking.hear(List.of(reading("a"), reading("b")), now);
        leaking.raise(alert("a", EventKind.LEAK, 23, 20));
        leaking.raise(alert("b", EventKind.BURST, 60, 20));
        gone.hear(List.of(reading("c")), now);
        gone.raise(alert("c", EventKind.LEAK, 30, 20));
        await().atMost(SOON).until(() -> leaking.waiting() + gone.waiting() == 0);
        gone.close();
        await().atMost(SOON).until(() -> get("api/v1/fleet").body().contains("\"gone\""));
    }

    @AfterAll
    static void close() throws Exception {
        leaking.close();
        fleet.close();
    }

    private static Reading reading(String sensor) {
        return new Reading(new SensorId(sensor), Minute.containing(START), 12.5, 4.1, Quality.GOOD);
    }

    private static Alert alert(String sensor, EventKind event, double value, double expected) {
        return new Alert(
                new SensorId(sensor),
                Minute.containing(START),
                Quantity.FLOW,
                Method.NIGHT,
                Stage.ALERT,
                event,
                false,
                value,
                expected,
                60,
                (value - expected),
                Reason.NONE);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(fleet.page() + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void the_leaks_are_ranked_by_what_they_lose_and_the_worst_gateway_comes_first() throws Exception {
        String json = get("api/v1/fleet").body();
        assertThat(json).contains("\"late\":1", "\"perDay\":312.0", "\"site\":\"old-town\"", "south · c");
        assertThat(json.indexOf("\"perDay\":240.0")).isLessThan(json.indexOf("\"perDay\":72.0"));
        assertThat(json.indexOf("\"id\":\"south\"")).isPositive().isLessThan(json.indexOf("\"id\":\"north\""));
    }

    /** Sums by site: a gateway more is no series more. */
    @Test
    void prometheus_reads_sums_and_promtool_finds_no_fault() throws Exception {
        HttpResponse<String> metrics = get("metrics");
        assertThat(metrics.body())
                .contains(
                        "nightflow_fleet_gateways{site=\"old-town\",state=\"late\"}",
                        "nightflow_fleet_leakage_m3_per_day{site=\"")
                .doesNotContain("north", "south");
        Path promtool = Path.of("/usr/bin/promtool");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isExecutable(promtool), "promtool (Debian package prometheus) is not installed");
        Path file = Files.writeString(folder.resolve("metrics"), metrics.body());
        Process check = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(check.getInputStream().readAllBytes())).isEmpty();
        assertThat(check.waitFor()).isZero();
    }

    @Test
    void nothing_is_changed_and_nobody_else_asks() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<String> posted = client.send(
                HttpRequest.newBuilder(URI.create(fleet.page() + "api/v1/fleet"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(get("nothing").statusCode()).isEqualTo(404);
        assertThat(get("").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        try (var socket =
                new java.net.Socket("127.0.0.1", URI.create(fleet.page()).getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes());
            assertThat(new String(socket.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @CsvSource({"en, light, 1280", "en, dark, 390", "ko, light, 390", "ko, dark, 1280"})
    void the_page_is_whole_quiet_and_accessible(String language, String theme, int width) throws Exception {
        try (Browser browser = Browser.open()) {
            browser.size(width, 900);
            browser.go(fleet.page());
            browser.choose(language, theme);
            browser.go("about:blank");
            browser.go(fleet.page());
            await().atMost(SOON).until(browser::isShown);
            browser.screenshot(Path.of("target/page", "fleet-" + language + "-" + theme + "-" + width + ".png"));
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.inaccessible()).isEmpty();
            assertThat(browser.run(
                            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1"))
                    .isEqualTo(true);
            assertThat(browser.run("return document.querySelectorAll('img').length"))
                    .isEqualTo(0L);
            assertThat(browser.text())
                    .contains(language.equals("ko") ? "누수 2건, 하루 약 312 m³" : "2 leaks: about 312 m³ lost a day");
        }
    }
}
