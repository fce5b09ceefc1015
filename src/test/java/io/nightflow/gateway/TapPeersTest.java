package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.peers.Kafka;
import io.nightflow.peers.Mosquitto;
import io.nightflow.peers.PostgreSql;
import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import io.nightflow.repository.HowToTest;
import io.nightflow.settings.Settings;
import io.nightflow.store.AlertStore;
import io.nightflow.store.ReadingStore;
import io.nightflow.tap.TapJson;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The templates of taps and the examples of their page, against the programs that they are for. */
@Tag("slow")
class TapPeersTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String PAGE = "docs/how-to/taps.md";
    private static final SensorId SENSOR = new SensorId("dma-north");

    @TempDir
    private Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Minute now;

    @BeforeEach
    void clock() {
        assumeTrue(Mosquitto.isThere(), "mosquitto (Debian package) is not installed");
        now = Minute.containing(InstantSource.system().instant()).plus(-5);
    }

    @Test
    void home_assistant_finds_each_sensor_and_thingsboard_gets_its_telemetry() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                Subscriber all = new Subscriber(broker, heard)) {
            String routes = HowToTest.yaml(PAGE, 4) + """
                    - templatedRoute:
                        routeId: to-thingsboard
                        routeTemplateRef: thingsboard
                        parameters:
                          - name: broker
                            value: "{{route.broker}}"
                          - name: token
                            value: secret
                    """;
            try (Gateway gateway = started(broker, routes)) {
                read(gateway, 0, 41.25);
                await().atMost(SOON).until(() -> heard.size() >= 4);
                read(gateway, 1, 42);
                await().atMost(SOON).until(() -> heard.size() >= 6);
            }
            assertThat(all.isOpen()).isTrue();
        }
        assertThat(one("homeassistant/sensor/nightflow_nightflow-1_dma-north_flow/config"))
                .containsEntry("unit_of_measurement", "m³/h")
                .containsEntry("device_class", "volume_flow_rate")
                .containsEntry("state_class", "measurement")
                .containsEntry("unique_id", "nightflow_nightflow-1_dma-north_flow")
                .containsEntry("state_topic", "nightflow/nightflow-1/dma-north/result")
                .containsEntry("value_template", "{{ value_json.flow }}");
        assertThat(one("homeassistant/sensor/nightflow_nightflow-1_dma-north_pressure/config"))
                .containsEntry("unit_of_measurement", "bar");
        assertThat(heard.stream().filter(each -> each.contains("/config ")).toList())
                .as("once")
                .hasSize(2);
        assertThat(one("nightflow/nightflow-1/dma-north/result"))
                .containsEntry("flow", 41.25)
                .containsEntry("stage", 0);
        Map<String, Object> telemetry = one("v1/gateway/telemetry");
        assertThat(String.valueOf(telemetry.get("dma-north")))
                .contains("ts=" + now.epochSecond() * 1_000)
                .contains("flow=41.25");
    }

    @Test
    void alerts_go_by_stage_and_readings_come_in_from_a_topic() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                Subscriber all = new Subscriber(broker, heard)) {
            String routes = HowToTest.yaml(PAGE, 1) + HowToTest.yaml(PAGE, 2) + """
                    - templatedRoute:
                        routeId: from-topic
                        routeTemplateRef: readings-from-mqtt
                        parameters:
                          - name: broker
                            value: "{{route.broker}}"
                          - name: topic
                            value: meters/+
                    """;
            try (Gateway gateway = started(broker, routes)) {
                List<Alert> alerts = List.of(alert(0), alert(1));
                new AlertStore(gateway.database()).add(alerts).join();
                await().atMost(SOON).until(() -> heard.size() == 2 && lines().size() == 2);
                await().atMost(SOON)
                        .until(
                                () -> { // until it has subscribed
                                    all.publish(
                                            "meters/north",
                                            "{\"sensor\":\"from-mqtt\",\"flow\":7.5,\"time\":" + now.epochSecond()
                                                    + "}");
                                    return gateway.readings().count() == 1;
                                });
                all.publish("meters/north", "not json");
                all.publish("meters/south", "[{\"sensor\":\"from-mqtt-2\",\"pressure\":4.5}]");
                await().atMost(SOON).until(() -> gateway.readings().count() == 2);
            }
        }
        assertThat(one("nightflow/dma-north/alert"))
                .containsEntry("event", "sensor silent")
                .containsEntry("stage", 3);
        assertThat(lines()).allMatch(line -> line.startsWith("{\"gateway\":\"nightflow-1\"") && line.endsWith("}"));
    }

    @Test
    void results_are_in_postgresql_once_each() throws Exception {
        assumeTrue(PostgreSql.isThere(), "postgresql (Debian package) is not installed");
        try (Mosquitto none = new Mosquitto(folder.resolve("broker"));
                PostgreSql sql = new PostgreSql()) {
            sql.run(Files.readString(Path.of("docs/how-to/nightflow_result.sql")));
            String routes = HowToTest.yaml(PAGE, 3);
            try (Gateway gateway =
                    started(none, routes, "route.sql = " + sql.url() + "\nroute.sql-password = none\n")) {
                for (int i = 0; i < 5; i++) {
                    read(gateway, i, 40 + i);
                }
                await().atMost(SOON)
                        .until(() -> sql.column("SELECT flow FROM nightflow_result ORDER BY number")
                                .equals(List.of("40", "41", "42", "43", "44")));
            }
        }
    }

    @Test
    void results_are_in_kafka_in_order_and_wait_while_it_is_away() throws Exception {
        try (Mosquitto none = new Mosquitto(folder.resolve("broker"));
                Kafka kafka = new Kafka(folder.resolve("kafka")).start().topic("water", 3)) {
            String routes = HowToTest.yaml(PAGE, 5);
            try (Gateway gateway = started(none, routes, "route.kafka = " + kafka.servers())) {
                read(gateway, 0, 40);
                await().atMost(SOON).until(() -> kafka.records("water").size() == 1);
                kafka.kill();
                read(gateway, 1, 41);
                read(gateway, 2, 42);
                kafka.start();
                await().atMost(LONG).until(() -> kafka.records("water").size() >= 3);
            }
            List<Map<String, Object>> taken = kafka.records("water").stream()
                    .flatMap(each -> TapJson.read(each).stream())
                    .toList();
            assertThat(taken).extracting(each -> each.get("flow")).containsExactly(40.0, 41.0, 42.0);
            assertThat(taken).extracting(each -> each.get("gateway")).containsOnly("nightflow-1");
        }
    }

    @Test
    void a_kafka_whose_name_is_not_known_yet_keeps_no_gateway_from_starting() throws Exception {
        try (Mosquitto none = new Mosquitto(folder.resolve("broker"));
                Gateway gateway = started(none, HowToTest.yaml(PAGE, 5), "route.kafka = nowhere.invalid:9092")) {
            read(gateway, 0, 40);
            await().atMost(SOON)
                    .until(() -> gateway.operators().status().troubles().stream()
                            .anyMatch(trouble -> trouble.contains("kafka")));
        }
    }

    @Test
    void readings_are_posted_on_loopback_and_a_mistake_is_said_to_who_made_it() throws Exception {
        int port = Mosquitto.freePort();
        try (Mosquitto none = new Mosquitto(folder.resolve("broker"));
                Gateway gateway = started(none, """
                        - templatedRoute:
                            routeId: posted
                            routeTemplateRef: readings-from-http
                        """, "http.port = " + port)) {
            assertThat(post(port, "{\"sensor\":\"a\",\"flow\":7.5,\"time\":" + now.epochSecond() + "}"))
                    .isEqualTo("200 {\"stored\":1,\"refused\":0}");
            assertThat(post(port, "[{\"sensor\":\"a\",\"flow\":\"much\"}]"))
                    .isEqualTo("400 reading 1: flow: must be a number (got much)");
            assertThat(post(port, "text/plain", "{\"sensor\":\"a\",\"flow\":7.5}"))
                    .as("a web page may send that")
                    .startsWith("415");
            assertThat(gateway.readings().count()).isEqualTo(1);
            try (Socket beyond = new Socket()) {
                InetAddress other = NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> !address.isLoopbackAddress() && address instanceof Inet4Address)
                        .findFirst()
                        .orElse(InetAddress.getByName("127.0.0.2"));
                assertThatThrownBy(() -> beyond.connect(new InetSocketAddress(other, port), 2_000))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    private static String post(int port, String body) throws IOException, InterruptedException {
        return post(port, "application/json", body);
    }

    private static String post(int port, String type, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readings"))
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private Gateway started(Mosquitto broker, String routes, String... more) throws Exception {
        NightflowProcess.folderWithPorts(folder, """
                detect.cron = * * * * * ?
                route.broker = %s
                route.out = %s/out
                %s
                """.formatted(broker.broker(), folder, String.join("\n", more)));
        Files.writeString(folder.resolve("routes/taps.camel.yaml"), routes);
        Gateway gateway = Gateway.open(Settings.read(folder), GatewayClock.of(InstantSource.system()));
        gateway.start();
        return gateway;
    }

    private void read(Gateway gateway, int minute, double flow) {
        gateway.readings()
                .append(List.of(new Reading(SENSOR, now.plus(minute), flow, 4.5, Quality.GOOD)), ReadingStore.Kind.LIVE)
                .join();
    }

    private Alert alert(int minute) {
        return Alert.ofSensor(
                SENSOR, now.plus(minute), EventKind.SENSOR_SILENT, false, 0, Reason.of(ReasonKind.SENSOR_SILENT, 3));
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        Path out = folder.resolve("out");
        if (Files.isDirectory(out)) {
            try (Stream<Path> files = Files.list(out)) {
                for (Path file : files.toList()) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }

    /** The first message of a topic. */
    private Map<String, Object> one(String topic) {
        String message = heard.stream()
                .filter(each -> each.startsWith(topic + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing on " + topic + ": " + heard));
        return TapJson.read(message.substring(topic.length() + 1)).get(0);
    }
}
