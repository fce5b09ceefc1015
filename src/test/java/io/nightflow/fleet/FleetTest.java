package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.gateway.EdgeGateway;
import io.nightflow.peers.Mosquitto;
import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import io.nightflow.store.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gateways, a real broker with its lossy defaults, and the fleet over each of its stores. */
@Tag("slow")
class FleetTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /** Readings of a minute of some sensors, with more digits than a row for the device has. */
    private static List<Reading> minute(int i, String... sensors) {
        List<Reading> readings = new ArrayList<>();
        for (String sensor : sensors) {
            Random random = new Random(31L * i + sensor.hashCode());
            double flow = 20 + 10 * Math.sin(i / 229.0) + random.nextGaussian();
            readings.add(new Reading(
                    new SensorId(sensor),
                    Minute.containing(START).plus(i),
                    i % 97 == 13 ? flow * 9 : Math.round(flow * 1e6) / 1e6,
                    4 + random.nextInt(10) / 10.0,
                    i % 11 == 0 ? Quality.UNCHECKED : Quality.GOOD));
        }
        return readings;
    }

    private static Alert alert(String sensor, int i, boolean isEnd) {
        Minute minute = Minute.containing(START).plus(i);
        return new Alert(
                new SensorId(sensor),
                minute,
                Quantity.FLOW,
                Method.NIGHT,
                Stage.ALERT,
                EventKind.LEAK,
                isEnd,
                23.4,
                20.1,
                i,
                0.5 * i,
                "minimum night flow, 14 % over the usual");
    }

    private static Instant at(int minute) {
        return START.plusSeconds(60L * minute + 70);
    }

    @ParameterizedTest
    @EnumSource(FleetRig.Store.class)
    void what_gateways_have_the_fleet_has_once_though_the_broker_and_the_fleet_are_killed(FleetRig.Store store)
            throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                FleetRig fleet = FleetRig.open(folder.resolve("fleet"), broker.broker(), store);
                EdgeGateway north = EdgeGateway.open(folder.resolve("north"), "north", broker.broker(), START)
                        .start();
                EdgeGateway south = EdgeGateway.open(folder.resolve("south"), "south", broker.broker(), START)
                        .start()) {
            fleet.start();
            for (int i = 0; i < 600; i++) {
                north.hear(minute(i, "a", "b"), at(i));
                if (i != 300) {
                    south.hear(minute(i, "a", "c"), at(i));
                }
                if (i % 100 == 60) {
                    north.raise(alert("a", i, i % 200 == 60));
                    south.raise(alert("c", i, false));
                }
                if (i == 150 || i == 450) {
                    broker.kill();
                }
                if (i == 250 || i == 500) {
                    broker.start();
                }
                if (i == 350) {
                    fleet.stop();
                    fleet.start();
                }
            }
            south.hear(minute(300, "a", "c"), at(600)); // hours late
            for (int i = 601; i < 604; i++) {
                south.hear(List.of(), at(i));
            }
            await().atMost(SOON).until(() -> north.waiting() + south.waiting() == 0);
            List<String> edge = Stream.concat(
                            FleetRig.readings(north.database(), "north.").stream(),
                            FleetRig.readings(south.database(), "south.").stream())
                    .sorted()
                    .toList();
            assertThat(edge).hasSize(2_400);
            assertThat(fleet.readings()).isEqualTo(edge);
            assertThat(fleet.column("SELECT gateway || ' ' || own_name FROM gateway_sensor ORDER BY sensor"))
                    .containsExactly("north a", "north b", "south a", "south c");
            String alerts = "SELECT sensor || ' ' || minute || ' ' || event || ' ' || is_end FROM alert ORDER BY 1";
            assertThat(fleet.column(alerts))
                    .hasSizeGreaterThan(3)
                    .isEqualTo(Stream.concat(
                                    Rows.of(north.database(), alerts.replace("sensor ||", "'north.' || sensor ||"))
                                            .stream(),
                                    Rows.of(south.database(), alerts.replace("sensor ||", "'south.' || sensor ||"))
                                            .stream())
                            .sorted()
                            .toList());
        }
    }
}
