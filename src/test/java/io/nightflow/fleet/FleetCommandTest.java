package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.gateway.BareGateway;
import io.nightflow.peers.Mosquitto;
import io.nightflow.peers.MqttWire;
import io.nightflow.peers.MqttWire.Packet;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.store.FleetDesk;
import io.nightflow.store.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A command of the fleet whose broker is killed in the middle of its exchange, on the way to the broker or from it. */
@Tag("slow")
class FleetCommandTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(60);

    private enum Leg {
        FROM_THE_FLEET,
        TO_THE_GATEWAY
    }

    @TempDir
    private Path folder;

    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(Leg.class)
    void it_is_carried_out_once_though_the_broker_is_killed_between_pubrec_and_pubcomp(Leg leg) throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                MqttWire wire = new MqttWire(broker.port(), packet -> isHandedOn(packet, broker));
                FleetRig fleet = FleetRig.open(
                        folder.resolve("fleet"),
                        leg == Leg.FROM_THE_FLEET ? wire.broker() : broker.broker(),
                        FleetRig.Store.SQLITE);
                BareGateway edge = BareGateway.open(
                                folder.resolve("edge"),
                                "edge",
                                leg == Leg.TO_THE_GATEWAY ? wire.broker() : broker.broker(),
                                START)
                        .start()) {
            fleet.start();
            for (int i = 0; i < 20; i++) {
                edge.hear(
                        List.of(new Reading(
                                new SensorId("a"), Minute.containing(START).plus(i), 20 + i, 4, Quality.GOOD)),
                        START.plusSeconds(60L * i));
            }
            await().atMost(SOON).until(() -> edge.waiting() == 0);
            long from = START.getEpochSecond();
            fleet.sites()
                    .of("edge")
                    .desk()
                    .ask(new FleetDesk.Asked("r1", "edge", "restage," + from + "," + (from + 600), from + 86_400));
            fleet.worker().ask();
            await().atMost(SOON).until(() -> kills.get() == 1);
            broker.start();
            await().atMost(SOON).until(() -> leg == Leg.FROM_THE_FLEET || isForgotten(fleet));
            await().atMost(SOON).until(() -> {
                fleet.worker().ask();
                return fleet.answer("r1").isPresent() && completed.get() > 0;
            });
            assertThat(published).as("it came again").hasValueGreaterThan(1);
            assertThat(fleet.answer("r1")).contains("ok,10 minutes,0 alerts");
            assertThat(Rows.of(edge.database(), "SELECT count(*) FROM outbox WHERE fleet_only = 1"))
                    .as("however often it came")
                    .containsExactly("10");
        }
    }

    /** The answer came before the broker was killed; where it had not, the command comes again. */
    private static boolean isForgotten(FleetRig fleet) throws Exception {
        return fleet.answer("r1").isPresent()
                && fleet.sites()
                                .of("edge")
                                .database()
                                .write(connection -> {
                                    try (var statement = connection.createStatement()) {
                                        return statement.executeUpdate("UPDATE gateway_command SET answer = NULL");
                                    }
                                })
                                .join()
                        == 1;
    }

    /** PUBREC goes through, and the broker is gone before the PUBREL that answers it. */
    private boolean isHandedOn(Packet packet, Mosquitto broker) {
        if (packet == Packet.PUBLISH) {
            published.incrementAndGet();
        } else if (packet == Packet.PUBCOMP) {
            completed.incrementAndGet();
        } else if (packet == Packet.PUBREL && kills.get() == 0) {
            broker.kill();
            kills.incrementAndGet();
            return false;
        }
        return true;
    }
}
