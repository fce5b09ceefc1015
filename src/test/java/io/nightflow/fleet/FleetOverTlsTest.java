package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.gateway.BareGateway;
import io.nightflow.mqtt.MqttPeer;
import io.nightflow.mqtt.MqttSession;
import io.nightflow.peers.Mosquitto;
import io.nightflow.peers.TestAuthority;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** packaging/fleet as it stands, with certificates of an authority of the test's own. */
@Tag("slow")
class FleetOverTlsTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    @Test
    void with_certificates_a_gateway_writes_its_own_topics_and_no_other() throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        TestAuthority authority = new TestAuthority(folder);
        for (String name : List.of("localhost", "north", "fleet")) {
            authority.certify(name, name);
            mode(name);
        }
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker"), packaged()).start();
                FleetRig fleet = FleetRig.open(
                        folder.resolve("fleet"),
                        "tls://localhost:" + broker.port(),
                        FleetRig.Store.SQLITE,
                        certificates("fleet", "fleet"));
                BareGateway north = BareGateway.open(
                                folder.resolve("north"),
                                "north",
                                "tls://localhost:" + broker.port(),
                                START,
                                certificates("uplink", "north"))
                        .start()) {
            fleet.start();
            north.hear(
                    List.of(new Reading(new SensorId("a"), Minute.containing(START), 12.5, 4.1, Quality.GOOD)),
                    START.plusSeconds(70));
            await().atMost(SOON).until(() -> north.waiting() == 0);
            assertThat(fleet.readings()).hasSize(1);
            try (MqttSession liar = session(broker, "liar", "north")) {
                assertThatThrownBy(
                                () -> liar.publish("nf/v1/south/rows", "x".getBytes(StandardCharsets.UTF_8), 1, false))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("it refuses it: not authorized");
            }
            try (MqttSession nobody = new MqttSession(peer(broker, "nobody", "", ""), connected -> {})) {
                assertThatThrownBy(() -> nobody.publish("nf/v1/north/rows", new byte[1], 1, false))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("is away");
            }
        }
    }

    @Test
    void a_certificate_that_has_ended_is_told_and_a_new_one_in_its_place_is_taken_without_a_restart() throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        TestAuthority authority = new TestAuthority(folder);
        for (String name : List.of("localhost", "fleet")) {
            authority.certify(name, name);
            mode(name);
        }
        authority.certify("north", "north", -1);
        mode("north");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker"), packaged()).start();
                BareGateway north = BareGateway.open(
                                folder.resolve("north"),
                                "north",
                                "tls://localhost:" + broker.port(),
                                Instant.now(),
                                certificates("uplink", "north"))
                        .start()) {
            assertThat(north.uplinkTroubles())
                    .anySatisfy(words ->
                            assertThat(words).contains("uplink.certificate-file", "has ended on", "Put a new one"));
            assertThat(north.isConnected()).isFalse();
            authority.certify("north", "north", 90);
            mode("north");
            await().atMost(SOON).until(north::isConnected);
            assertThat(north.uplinkTroubles()).isEmpty();
        }
    }

    /** The files that ship, with the test's port and places. */
    private String[] packaged() throws IOException {
        Files.copy(Path.of("packaging/fleet/acl"), folder.resolve("acl"));
        return Files.readAllLines(Path.of("packaging/fleet/mosquitto.conf")).stream()
                .filter(line -> !line.startsWith("listener") && !line.startsWith("persistence"))
                .map(line -> line.replace("/etc/mosquitto/nightflow/broker.", folder + "/localhost.")
                        .replace("/etc/mosquitto/nightflow", folder.toString()))
                .toArray(String[]::new);
    }

    private String certificates(String prefix, String name) {
        return prefix + ".ca-file = " + folder.resolve("ca.pem") + "\n" + prefix + ".certificate-file = "
                + folder.resolve(name + ".pem") + "\n" + prefix + ".key-file = " + folder.resolve(name + ".key");
    }

    private MqttSession session(Mosquitto broker, String id, String certificate) throws Exception {
        return new MqttSession(
                peer(
                        broker,
                        id,
                        folder.resolve(certificate + ".pem").toString(),
                        folder.resolve(certificate + ".key").toString()),
                connected -> {});
    }

    private MqttPeer peer(Mosquitto broker, String id, String certificate, String key) {
        return new MqttPeer(
                "tls://localhost:" + broker.port(),
                id,
                "",
                "",
                folder.resolve("ca.pem").toString(),
                certificate,
                key,
                MqttPeer.Will.NONE,
                Duration.ZERO,
                Duration.ofSeconds(5));
    }

    private void mode(String name) throws IOException {
        // the broker gives up root for its own user
        Files.setPosixFilePermissions(
                folder.resolve(name + ".key"),
                PosixFilePermissions.fromString(name.equals("localhost") ? "rw-r--r--" : "rw-------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
