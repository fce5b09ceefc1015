package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.gateway.BareGateway;
import io.nightflow.peers.Kafka;
import io.nightflow.peers.Mosquitto;
import io.nightflow.peers.PostgreSql;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.FleetSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Kafka between broker and store, and a real group of workers. */
@Tag("slow")
class FleetKafkaTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOPIC = "nightflow.rows";

    @TempDir
    private Path folder;

    private static List<Reading> minute(int i) {
        return List.of(new Reading(
                new SensorId("a"), Minute.containing(START).plus(i), 20 + Math.sin(i / 9.0), 4, Quality.GOOD));
    }

    @Test
    @Tag("long")
    void batches_go_over_kafka_once_though_a_worker_ends() throws Exception {
        overKafka(kafka -> {});
    }

    @Test
    @Tag("long")
    void and_though_kafka_is_killed() throws Exception {
        overKafka(Kafka::kill);
    }

    private void overKafka(Consumer<Kafka> before) throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        assumeTrue(PostgreSql.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                Kafka kafka = new Kafka(folder.resolve("kafka")).start();
                FleetRig first = FleetRig.open(
                        folder.resolve("first"), broker.broker(), FleetRig.Store.POSTGRESQL, log(kafka, "first"));
                FleetRig second = first.beside(folder.resolve("second"), broker.broker(), log(kafka, "second"))) {
            List<String> said = new ArrayList<>();
            FleetCheck.run(first.settings(), said::add);
            assertThat(said).anyMatch(line -> line.contains("has no topic nightflow.rows. Create it: kafka-topics.sh"));
            kafka.topic(TOPIC, 4);
            said.clear();
            assertThat(FleetCheck.run(first.settings(), said::add)).isEmpty();
            assertThat(said).anyMatch(line -> line.contains("topic nightflow.rows has 4 partitions"));
            first.start();
            second.start();
            Map<String, BareGateway> gateways = new TreeMap<>();
            try {
                for (String name : List.of("n1", "n2", "n3", "n4", "n5", "n6")) {
                    gateways.put(
                            name,
                            BareGateway.open(folder.resolve(name), name, broker.broker(), START)
                                    .start());
                }
                through(() -> before.accept(kafka), kafka, first, second, gateways);
            } finally {
                for (BareGateway each : gateways.values()) {
                    each.close();
                }
            }
        }
    }

    private void through(
            Runnable before, Kafka kafka, FleetRig first, FleetRig second, Map<String, BareGateway> gateways)
            throws Exception {
        int minutes = 0;
        while (first.worker().rows() == 0 || second.worker().rows() == 0) {
            assertThat(minutes).as("both take part").isLessThan(5_000);
            hear(gateways.values(), minutes, minutes + 50);
            minutes += 50;
            await().atMost(SOON).until(() -> waiting(gateways.values()) == 0);
        }
        before.run();
        hear(gateways.values(), minutes, minutes + 100);
        if (!kafka.runs()) {
            kafka.start();
        }
        await().atMost(SOON).until(() -> waiting(gateways.values()) == 0);
        first.stop();
        hear(gateways.values(), minutes + 100, minutes + 200);
        await().atMost(SOON).until(() -> waiting(gateways.values()) == 0);
        List<String> edge = gateways.entrySet().stream()
                .flatMap(each -> FleetRig.readings(each.getValue().database(), each.getKey() + ".").stream())
                .sorted()
                .toList();
        assertThat(edge).hasSize(6 * (minutes + 200));
        assertThat(second.readings()).isEqualTo(edge);
        assertThat(second.column("SELECT count(*) FROM gateway_command"))
                .as("nothing had to be staged again")
                .containsExactly("0");
    }

    private static void hear(Collection<BareGateway> gateways, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            for (BareGateway each : gateways) {
                each.hear(minute(i), START.plusSeconds(60L * i + 70));
            }
        }
    }

    private static long waiting(Collection<BareGateway> gateways) throws Exception {
        long waiting = 0;
        for (BareGateway each : gateways) {
            waiting += each.waiting();
        }
        return waiting;
    }

    private static String[] log(Kafka kafka, String name) {
        return Stream.of("fleet.kafka = " + kafka.servers(), "fleet.name = " + name, "fleet.page-port = 0")
                .toArray(String[]::new);
    }

    @Test
    void a_login_to_kafka_names_no_class_and_nothing_that_is_ours_to_say() throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                config.resolve("fleet.properties"),
                "fleet.kafka = 127.0.0.1:9\nfleet.kafka-client-file = config/kafka.properties\n");
        FleetSettings settings = FleetSettings.read(folder);
        Path login = config.resolve("kafka.properties");
        Files.writeString(
                login, "security.protocol = SSL\nssl.truststore.location = /ca.pem\nssl.truststore.type = PEM\n");
        assertThat(KafkaPeer.of(settings).orElseThrow().login()).containsEntry("security.protocol", "SSL");
        Files.writeString(login, "interceptor.classes = evil.Class\nacks = 0\n");
        assertThatThrownBy(() -> KafkaPeer.of(settings))
                .hasMessageContaining("acks, interceptor.classes cannot be set");
    }
}
