package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.gateway.BareGateway;
import io.nightflow.peers.Mosquitto;
import io.nightflow.rollout.RolloutBundle;
import io.nightflow.rollout.RolloutKeys;
import io.nightflow.rollout.SignedRollout;
import io.nightflow.store.FleetRollouts;
import io.nightflow.store.FleetRollouts.Member;
import io.nightflow.store.FleetRollouts.Rollout;
import io.nightflow.store.FleetRollouts.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bad model, a bad route and a bad setting for a hundred gateways, over a real broker; and a good one, and the way back. */
@Tag("slow")
class RolloutTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final KeyPair KEY = RolloutKeys.make();
    private static final int GATEWAYS = Integer.getInteger("rollout.gateways", 100);
    private static final int FIRST_RING = Math.max(1, GATEWAYS / 100);

    @TempDir
    private Path folder;

    private final Map<String, BareGateway> gateways = new TreeMap<>();
    private long serial = 1_000;

    private byte[] sign(String version, Map<String, byte[]> files, Optional<String> back) throws Exception {
        return SignedRollout.sign(
                new RolloutBundle(++serial, version, Set.of(), files, Set.of(), back),
                KEY.getPrivate(),
                KEY.getPublic());
    }

    private static Map<String, byte[]> file(String path, String text) {
        return Map.of(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void open(String broker) throws Exception {
        for (int i = 0; i < GATEWAYS; i++) {
            String name = "gw-" + i;
            Path config = Files.createDirectories(folder.resolve(name).resolve("config/models"))
                    .getParent();
            Files.writeString(config.resolve("k.pub"), RolloutKeys.pem(KEY.getPublic()));
            gateways.put(
                    name,
                    BareGateway.open(
                                    folder.resolve(name),
                                    name,
                                    broker,
                                    START,
                                    "rollout.key-file = config/k.pub",
                                    "rollout.routes = true",
                                    "# more by hand")
                            .start());
        }
    }

    private static Rollout begin(FleetRig fleet, byte[] message, List<Integer> rings) throws Exception {
        RolloutBundle bundle = SignedRollout.read(message);
        Rollout rollout = new Rollout(
                bundle.serial(),
                bundle.version(),
                bundle.gateways(),
                bundle.back().isPresent(),
                rings,
                0,
                State.GOING,
                "",
                0);
        rollouts(fleet).begin(rollout, message);
        return rollout;
    }

    private static FleetRollouts rollouts(FleetRig fleet) {
        return new FleetRollouts(fleet.sites().of("any").database());
    }

    /** Minutes pass at all gateways and in the middle until it is so. */
    private Rollout until(FleetRig fleet, State state) throws Exception {
        await().atMost(SOON).until(() -> {
            for (BareGateway each : gateways.values()) {
                each.minute();
            }
            fleet.worker().ask();
            return rollouts(fleet).newest().orElseThrow().state() == state;
        });
        return rollouts(fleet).newest().orElseThrow();
    }

    private long changed(String file) throws Exception {
        long changed = 0;
        for (String name : gateways.keySet()) {
            changed += Files.exists(folder.resolve(name).resolve(file)) ? 1 : 0;
        }
        return changed;
    }

    @Test
    void what_is_bad_stops_in_the_first_ring_and_what_is_good_gets_through() throws Exception {
        rollOut(FleetRig.Store.SQLITE);
    }

    @Test
    @Tag("long")
    void and_over_postgresql() throws Exception {
        rollOut(FleetRig.Store.POSTGRESQL);
    }

    private void rollOut(FleetRig.Store store) throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                FleetRig fleet = FleetRig.open(folder.resolve("fleet"), broker.broker(), store)) {
            fleet.at(START);
            fleet.start();
            open(broker.broker());
            fleet.sites().of("any").judge();
            await().atMost(SOON).until(() -> fleet.book().all().size() == GATEWAYS);
            bad(fleet);
            good(fleet);
        } finally {
            for (BareGateway each : gateways.values()) {
                each.close();
            }
        }
    }

    private void bad(FleetRig fleet) throws Exception {
        stops(fleet, "setting", file("settings", "detect.cron = every minute"), "must be a Quartz cron");
        stops(fleet, "list", file("config/sensors.csv", "sensor,flow-unit\na,buckets\n"), "buckets");
        stops(
                fleet,
                "route",
                file("routes/own.camel.yaml", "- route:\n    from:\n      uri: nosuch:thing\n      steps: []\n"),
                "nosuch");
        byte[] model = Files.readAllBytes(Path.of("config/models/flow.onnx"));
        model[model.length / 2] ^= 1;
        stops(
                fleet,
                "model",
                Map.of(
                        "config/models/flow.onnx",
                        model,
                        "config/models/flow.json",
                        Files.readAllBytes(Path.of("config/models/flow.json"))),
                "flow.onnx");
    }

    private void stops(FleetRig fleet, String version, Map<String, byte[]> files, String why) throws Exception {
        Rollout rollout = begin(fleet, sign(version, files, Optional.empty()), List.of(1, 10, 100));
        Rollout stopped = until(fleet, State.STOPPED);
        assertThat(stopped.reason()).contains("has refused it").contains(why);
        assertThat(stopped.ring()).isZero();
        List<Member> touched = rollouts(fleet).members(rollout.serial());
        assertThat(touched).hasSize(FIRST_RING).allMatch(each -> each.outcome().equals("refused"));
        assertThat(new FleetView(fleet.sites(), fleet.book(), fleet.worker(), () -> START)
                        .now()
                        .rollouts())
                .first()
                .satisfies(row -> assertThat(row.reason()).contains(why));
    }

    private void good(FleetRig fleet) throws Exception {
        begin(
                fleet,
                sign("good", file("config/zones.csv", "zone,sensor,sign,factor\n"), Optional.empty()),
                List.of(1, 10, 100));
        until(fleet, State.DONE);
        assertThat(changed("config/zones.csv")).isEqualTo(GATEWAYS);
        begin(fleet, sign("back", Map.of(), Optional.of("installed")), List.of(100));
        until(fleet, State.DONE);
        assertThat(changed("config/zones.csv")).isZero();
    }

    /** Something that a fleet of a hundred gateways goes through, over a broker. */
    private interface Story {
        void of(FleetRig fleet) throws Exception;
    }

    private void tell(Story story) throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                FleetRig fleet = FleetRig.open(folder.resolve("fleet"), broker.broker(), FleetRig.Store.SQLITE)) {
            fleet.at(START);
            fleet.start();
            open(broker.broker());
            fleet.sites().of("any").judge();
            await().atMost(SOON).until(() -> fleet.book().all().size() == GATEWAYS);
            story.of(fleet);
        } finally {
            for (BareGateway each : gateways.values()) {
                each.close();
            }
        }
    }

    /** A list that goes to the first ring, and has come there. */
    private Rollout inTheFirstRing(FleetRig fleet) throws Exception {
        Map<String, byte[]> files = file("config/zones.csv", "zone,sensor,sign,factor\n");
        Rollout rollout = begin(fleet, sign("v1", files, Optional.empty()), List.of(1, 100));
        await().atMost(SOON).until(() -> {
            fleet.worker().ask();
            return changed("config/zones.csv") == FIRST_RING;
        });
        return rollout;
    }

    private static long forecastingWith(FleetRig fleet, String error) {
        return fleet.book().all().stream()
                .filter(each -> each.fact("forecast.error").equals(error))
                .count();
    }

    @Test
    void where_a_gateway_forecasts_worse_with_it_nobody_else_gets_it_and_one_command_goes_back() throws Exception {
        tell(fleet -> {
            gateways.values().forEach(each -> each.forecastsWith("71.5"));
            gateways.values().forEach(BareGateway::tellState);
            await().atMost(SOON).until(() -> forecastingWith(fleet, "71.5") == GATEWAYS);
            Rollout rollout = inTheFirstRing(fleet);
            gateways.values().forEach(each -> each.forecastsWith("93"));
            Rollout stopped = until(fleet, State.STOPPED);
            assertThat(stopped.reason())
                    .contains("forecasts worse with it: its error is 93 %")
                    .contains("was 72 %");
            assertThat(rollouts(fleet).members(rollout.serial())).hasSize(FIRST_RING);
            assertThat(changed("config/zones.csv")).isEqualTo(FIRST_RING);
            begin(fleet, sign("back", Map.of(), Optional.of("installed")), List.of(100));
            until(fleet, State.DONE);
            assertThat(changed("config/zones.csv")).isZero();
        });
    }

    @Test
    void where_a_gateway_is_not_well_with_it_it_is_undone_there_and_goes_nowhere_else() throws Exception {
        tell(fleet -> {
            Rollout rollout = inTheFirstRing(fleet);
            for (BareGateway each : gateways.values()) {
                each.isTroubledBy(List.of("meters: none answers any more"));
            }
            Rollout stopped = until(fleet, State.STOPPED);
            assertThat(stopped.reason()).contains("has undone it").contains("none answers any more");
            assertThat(rollouts(fleet).members(rollout.serial())).hasSize(FIRST_RING);
            assertThat(changed("config/zones.csv")).isZero();
        });
    }
}
