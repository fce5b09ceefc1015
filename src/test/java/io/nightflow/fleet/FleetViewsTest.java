package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightflow.gateway.BareGateway;
import io.nightflow.mqtt.MqttPeer;
import io.nightflow.mqtt.MqttSession;
import io.nightflow.peers.Mosquitto;
import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Reason;
import io.nightflow.reading.SensorId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others read of a fleet on a real broker, in each form. */
@Tag("slow")
class FleetViewsTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final Map<String, List<String>> heard = new ConcurrentHashMap<>();

    private static Reading reading(int i, double pressure) {
        return new Reading(new SensorId("a"), Minute.containing(START).plus(i), 20 + i / 10.0, pressure, Quality.GOOD);
    }

    private static Alert alert(int i, boolean isEnd) {
        Minute minute = Minute.containing(START).plus(i);
        return Alert.ofSensor(new SensorId("a"), minute, EventKind.LEAK, isEnd, 1, Reason.NONE);
    }

    private JsonNode last(String topic) throws Exception {
        List<String> all = heard.getOrDefault(topic, List.of());
        assertThat(all).as(topic + " of " + heard.keySet()).isNotEmpty();
        return JSON.readTree(all.get(all.size() - 1));
    }

    @Test
    void what_is_stored_is_shown_in_each_form_and_alerts_wait_for_their_broker() throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        Path config = Files.createDirectories(folder.resolve("fleet/sites/main/config"));
        Files.writeString(config.resolve("sensors.csv"), "sensor,label\nnorth.a,정수장 \"유입\"\n");
        String views = "fleet.views = json, thingsboard, sparkplug";
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                FleetRig fleet = FleetRig.open(folder.resolve("fleet"), broker.broker(), FleetRig.Store.SQLITE, views);
                MqttSession ear = ear(broker);
                BareGateway north = BareGateway.open(folder.resolve("north"), "north", broker.broker(), START)
                        .start()) {
            fleet.at(START);
            fleet.start();
            fleet.sites().of("north").judge();
            fleet.worker().ask(); // from now on alerts are shown
            await().atMost(SOON).until(ear::isConnected);
            for (int i = 0; i < 5; i++) {
                north.hear(List.of(reading(i, i == 2 ? Double.NaN : 4)), START.plusSeconds(60L * i + 70));
            }
            north.raise(alert(4, false));
            await().atMost(SOON).until(() -> north.waiting() == 0);
            await().atMost(SOON).until(() -> {
                fleet.worker().ask();
                return heard.containsKey("nightflow/main/alerts");
            });
            forms();
            fleet.stop();
            broker.kill();
            north.raise(alert(5, true));
            broker.start();
            await().atMost(SOON).until(() -> hears(ear));
            fleet.start();
            fleet.sites().of("north").judge();
            await().atMost(SOON).until(() -> {
                fleet.worker().ask();
                return heard.get("nightflow/main/alerts").stream().anyMatch(each -> each.contains("\"state\":\"end\""));
            });
            assertThat(heard.get("nightflow/main/alerts")).as("each once").doesNotHaveDuplicates();
        }
    }

    /** Whoever listens is there again, and the broker knows for what. */
    private boolean hears(MqttSession ear) {
        if (ear.isConnected()) {
            var unused = ear.send("nightflow/probe", new byte[] {1}, 0, false).exceptionally(failure -> false);
        }
        return heard.containsKey("nightflow/probe");
    }

    private void forms() throws Exception {
        assertThat(heard.get("nightflow/main/north/a")).hasSizeGreaterThanOrEqualTo(4);
        JsonNode third = JSON.readTree(heard.get("nightflow/main/north/a").get(2));
        assertThat(third.path("time").asText()).isEqualTo("2026-03-02T00:02:00Z");
        assertThat(third.path("flow").asDouble()).isEqualTo(20.2);
        assertThat(third.has("pressure")).isFalse();
        assertThat(third.path("flowStages").asText()).hasSize(4);
        JsonNode telemetry = last("v1/gateway/telemetry").path("north.a").path(0);
        assertThat(telemetry.path("ts").asLong() % 60_000).isZero();
        assertThat(telemetry.path("values").path("flow").asDouble()).isBetween(20.0, 20.4);
        JsonNode sparkplug = last("spBv1.0/main/DDATA/north/a");
        assertThat(sparkplug.path("metrics").findValuesAsText("name")).containsExactly("flow", "pressure");
        assertThat(sparkplug.path("metrics").path(0).path("dataType").asText()).isEqualTo("Double");
        JsonNode alert = last("nightflow/main/alerts");
        assertThat(alert.path("sensor").asText()).isEqualTo("north.a");
        assertThat(alert.path("text").asText()).isEqualTo("정수장 \"유입\" (north.a) leak starts");
    }

    private MqttSession ear(Mosquitto broker) throws Exception {
        MqttPeer peer = new MqttPeer(
                broker.broker(), "ear", "", "", "", "", "", MqttPeer.Will.NONE, Duration.ZERO, Duration.ofSeconds(5));
        MqttSession ear = new MqttSession(peer, connected -> {});
        ear.listen(
                message -> {
                    heard.computeIfAbsent(message.topic(), topic -> new CopyOnWriteArrayList<>())
                            .add(new String(message.payload(), StandardCharsets.UTF_8));
                    message.taken().run();
                },
                Runnable::run);
        ear.connect();
        List.of("nightflow/#", "v1/#", "spBv1.0/#").forEach(filter -> ear.subscribe(filter, 1));
        return ear;
    }
}
