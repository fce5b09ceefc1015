package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.gateway.BareGateway;
import io.nightflow.mqtt.MqttSession;
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
import io.nightflow.store.FleetDesk;
import io.nightflow.store.ResultStore;
import io.nightflow.store.Rows;
import io.nightflow.store.Transactions;
import io.nightflow.uplink.GatewayState;
import io.nightflow.uplink.UplinkTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
                    i > 300 && i < 560 ? 33.3 : Math.round(flow * 1e6) / 1e6, // for hours it is stuck
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
                Reason.NONE);
    }

    private static Instant at(int minute) {
        return START.plusSeconds(60L * minute + 70);
    }

    @ParameterizedTest
    @EnumSource(FleetRig.Store.class)
    @Tag("long")
    void what_gateways_have_the_fleet_has_once_though_the_broker_and_the_fleet_are_killed(FleetRig.Store store)
            throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                FleetRig fleet = FleetRig.open(folder.resolve("fleet"), broker.broker(), store);
                BareGateway north = BareGateway.open(folder.resolve("north"), "north", broker.broker(), START)
                        .start();
                BareGateway south = BareGateway.open(folder.resolve("south"), "south", broker.broker(), START)
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

    /** A zone whose inlets hang on two gateways is judged in the middle as it would be on one gateway, late readings and all. */
    @Test
    @Tag("long")
    void a_zone_over_two_gateways_is_judged_as_on_one() throws Exception {
        zone(FleetRig.Store.POSTGRESQL);
    }

    @Test
    @Tag("long")
    void and_over_sqlite() throws Exception {
        zone(FleetRig.Store.SQLITE);
    }

    private void zone(FleetRig.Store store) throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                FleetRig fleet = FleetRig.open(folder.resolve("fleet"), broker.broker(), store);
                BareGateway north = BareGateway.open(folder.resolve("north"), "north", broker.broker(), START)
                        .start();
                BareGateway south = BareGateway.open(folder.resolve("south"), "south", broker.broker(), START)
                        .start()) {
            town("fleet/sites/main/config", "one/config");
            BareGateway one = BareGateway.open(folder.resolve("one"), "one", "tcp://127.0.0.1:9", START);
            fleet.start();
            FleetSite site = fleet.sites().of("north");
            Map<Integer, List<Reading>> late = new HashMap<>();
            Random random = new Random(5);
            for (int i = 0; i < 620; i++) {
                List<Reading> a = minute(i, "a");
                List<Reading> c = minute(i, "c");
                boolean isLate = random.nextInt(40) == 0;
                if (isLate) {
                    late.computeIfAbsent(i + 5 + random.nextInt(100), at -> new ArrayList<>())
                            .addAll(c);
                    c = List.of();
                }
                List<Reading> of = new ArrayList<>(c);
                of.addAll(late.getOrDefault(i, List.of()));
                north.hear(a, at(i));
                south.hear(of, at(i));
                List<Reading> all = new ArrayList<>();
                a.forEach(each -> all.add(named("north.a", each)));
                of.forEach(each -> all.add(named("south.c", each)));
                one.hear(all, at(i));
                if (i % 30 == 29) { // the middle looks now and then, the edge each minute
                    await().atMost(SOON).until(() -> north.waiting() + south.waiting() == 0);
                    fleet.at(at(i));
                    site.judge();
                }
            }
            for (int i = 620; i < 624; i++) {
                one.hear(List.of(), at(i));
                fleet.at(at(i));
                site.judge();
            }
            assertThat(town(site.database()))
                    .hasSizeGreaterThan(600)
                    .anyMatch(row -> !row.endsWith(" 555 555")) // which is that nothing was found
                    .isEqualTo(town(one.database()));
            one.close();
        }
    }

    /** What an inlet said while its gateway was away comes a day late: the zone says for want of whom it is silent, and is made good. */
    @ParameterizedTest
    @EnumSource(FleetRig.Store.class)
    @Tag("long")
    void a_zone_one_of_whose_gateways_was_away_for_a_day_is_judged_as_on_one(FleetRig.Store store) throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        int leaves = 200;
        int isBack = leaves + 1_440;
        int end = isBack + 200;
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                FleetRig fleet = FleetRig.open(folder.resolve("fleet"), broker.broker(), store);
                BareGateway north = BareGateway.open(folder.resolve("north"), "north", broker.broker(), START)
                        .start()) {
            town("fleet/sites/main/config", "one/config");
            BareGateway one = BareGateway.open(folder.resolve("one"), "one", "tcp://127.0.0.1:9", START);
            BareGateway south = BareGateway.open(folder.resolve("south"), "south", broker.broker(), START)
                    .start();
            fleet.start();
            FleetSite site = fleet.sites().of("north");
            List<Reading> kept = new ArrayList<>();
            for (int i = 0; i < end; i++) {
                if (i == leaves || i == isBack) {
                    south.close();
                    String way = i == leaves ? "tcp://127.0.0.1:9" : broker.broker();
                    south = BareGateway.open(folder.resolve("south"), "south", way, at(i))
                            .start();
                }
                north.hear(minute(i, "a"), at(i));
                south.hear(minute(i, "c"), at(i));
                List<Reading> all = new ArrayList<>();
                minute(i, "a").forEach(each -> all.add(named("north.a", each)));
                minute(i, "c").forEach(each -> kept.add(named("south.c", each)));
                boolean isAway = i >= leaves && i < isBack;
                if (!isAway) {
                    all.addAll(kept);
                    kept.clear();
                }
                one.hear(all, at(i));
                if (i % (isAway ? 5 : 30) == 4) {
                    BareGateway other = south;
                    await().atMost(SOON)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> north.waiting() + (isAway ? 0 : other.waiting()) == 0);
                    fleet.at(at(i));
                    site.judge();
                }
            }
            for (int i = end; i < end + 4; i++) {
                one.hear(List.of(), at(i));
                fleet.at(at(i));
                site.judge();
            }
            south.close();
            assertThat(town(site.database())).hasSize(end).isEqualTo(town(one.database()));
            assertThat(
                            fleet.column(
                                    "SELECT reason FROM alert WHERE sensor = 'town' AND event = 'sensor silent' AND is_end = 0"))
                    .first()
                    .asString()
                    .startsWith("zone_silent|")
                    .endsWith("|south.c");
            assertThat(fleet.column("SELECT count(*) FROM alert WHERE sensor = 'town' AND event = 'sensor silent'"))
                    .as("it has begun and it has ended")
                    .containsExactly("2");
            one.close();
        }
    }

    private void town(String... configs) throws IOException {
        for (String each : configs) {
            Path config = Files.createDirectories(folder.resolve(each));
            Files.writeString(
                    config.resolve("sensors.csv"),
                    "sensor,flow-unit,pressure-unit\nnorth.a,m3/h,bar\nsouth.c,m3/h,bar\n");
            Files.writeString(
                    config.resolve("zones.csv"), "zone,sensor,sign,factor\ntown,north.a,+1,\ntown,south.c,+1,0.5\n");
        }
    }

    private static Reading named(String sensor, Reading reading) {
        return new Reading(
                new SensorId(sensor), reading.minute(), reading.flow(), reading.pressure(), reading.quality());
    }

    private static List<String> town(Transactions database) {
        return FleetRig.readings(database, "").stream()
                .filter(row -> row.contains(" town "))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(FleetRig.Store.class)
    void an_old_disk_and_an_old_store_are_noticed_and_made_good(FleetRig.Store store) throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                FleetRig fleet = FleetRig.open(folder.resolve("fleet"), broker.broker(), store)) {
            fleet.start();
            fleet.at(at(100));
            BareGateway edge = BareGateway.open(folder.resolve("edge"), "edge", broker.broker(), START)
                    .start();
            hear(edge, 0, 50);
            await().atMost(SOON).until(() -> edge.waiting() == 0);
            // the fleet's store is of yesterday: it has half of what the gateway has given away
            fleet.sites()
                    .of("edge")
                    .database()
                    .write(connection -> {
                        try (var statement = connection.createStatement()) {
                            statement.executeUpdate("DELETE FROM reading WHERE minute >= " + at(20).getEpochSecond());
                            return statement.executeUpdate(
                                    "UPDATE lane_position SET last = last - 30 WHERE lane = 'results'");
                        }
                    })
                    .join();
            hear(edge, 50, 60);
            await().atMost(SOON)
                    .until(() -> fleet.column("SELECT answer FROM gateway_command WHERE answer IS NOT NULL").stream()
                            .anyMatch(answer -> answer.startsWith("ok,")));
            edge.stage();
            await().atMost(SOON).until(() -> edge.waiting() == 0);
            assertThat(fleet.readings()).isEqualTo(FleetRig.readings(edge.database(), "edge."));
            // the gateway's disk is of yesterday: its numbers go back
            edge.close();
            copy(folder.resolve("edge/staging"), folder.resolve("kept"));
            BareGateway again = BareGateway.open(folder.resolve("edge"), "edge", broker.broker(), at(60))
                    .start();
            hear(again, 60, 90);
            await().atMost(SOON).until(() -> again.waiting() == 0);
            again.close();
            delete(folder.resolve("edge/staging"));
            copy(folder.resolve("kept"), folder.resolve("edge/staging"));
            BareGateway old = BareGateway.open(folder.resolve("edge"), "edge", broker.broker(), at(90))
                    .start();
            hear(old, 90, 100);
            await().atMost(SOON).until(() -> old.waiting() == 0);
            assertThat(fleet.readings()).hasSize(100).isEqualTo(FleetRig.readings(old.database(), "edge."));
            old.close();
        }
    }

    private static void hear(BareGateway edge, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            edge.hear(minute(i, "a"), at(i));
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The same command a second and a third time, and one that has expired. */
    @Test
    void a_command_is_carried_out_once_and_answered_the_same() throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                FleetRig fleet = FleetRig.open(folder.resolve("fleet"), broker.broker(), FleetRig.Store.SQLITE);
                BareGateway edge = BareGateway.open(folder.resolve("edge"), "edge", broker.broker(), START)
                        .start()) {
            fleet.start();
            hear(edge, 0, 20);
            await().atMost(SOON).until(() -> edge.waiting() == 0);
            FleetDesk desk = fleet.sites().of("edge").desk();
            long from = START.getEpochSecond();
            String command = "restage," + from + "," + (from + 600);
            desk.ask(new FleetDesk.Asked("r1", "edge", command, from + 86_400));
            desk.ask(new FleetDesk.Asked("r2", "edge", "dance", from + 86_400));
            fleet.worker().ask();
            broker.kill();
            broker.start();
            await().atMost(SOON).until(() -> {
                fleet.worker().ask();
                return fleet.answer("r1").isPresent() && fleet.answer("r2").isPresent();
            });
            assertThat(fleet.answer("r1")).contains("ok,10 minutes,0 alerts");
            assertThat(fleet.answer("r2")).contains("error,there is no command dance");
            assertThat(Rows.of(edge.database(), "SELECT count(*) FROM outbox WHERE fleet_only = 1"))
                    .as("however often it came")
                    .containsExactly("10");
            assertThat(Rows.of(edge.database(), "SELECT id FROM fleet_command ORDER BY id"))
                    .containsExactly("r1", "r2");
        }
    }

    @Test
    void the_will_of_an_earlier_life_says_nothing_of_this_one() throws Exception {
        GatewayBook book = new GatewayBook(() -> START);
        book.told("gw", new GatewayState("first", true, Map.of("version", "1")));
        book.told("gw", new GatewayState("second", true, Map.of("version", "2")));
        book.told("gw", new GatewayState("first", false, Map.of()));
        assertThat(book.all()).singleElement().satisfies(each -> {
            assertThat(each.state().online()).isTrue();
            assertThat(each.fact("version")).isEqualTo("2");
        });
        book.told("gw", new GatewayState("second", false, Map.of()));
        assertThat(book.all()).singleElement().satisfies(each -> {
            assertThat(each.state().online()).isFalse();
            assertThat(each.fact("version")).as("what is known of it stays").isEqualTo("2");
        });
    }

    /** A broker that tells an old will late: what it keeps for others is put right. */
    @Test
    void what_the_broker_keeps_of_a_gateway_is_put_right() throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                BareGateway edge = BareGateway.open(folder.resolve("edge"), "edge", broker.broker(), START)
                        .start();
                FleetRig fleet = FleetRig.open(folder.resolve("fleet"), broker.broker(), FleetRig.Store.SQLITE)) {
            fleet.start();
            await().atMost(SOON).until(() -> !fleet.book().all().isEmpty());
            MqttSession other = new MqttSession(FleetWorker.peer(fleet.settings(), "other"), connected -> {});
            other.publish(
                    UplinkTopics.of("edge", UplinkTopics.Kind.STATE),
                    new GatewayState("old", false, Map.of()).encode(),
                    1,
                    true);
            other.close();
            fleet.stop();
            await().atMost(SOON).until(() -> {
                fleet.start();
                await().atMost(SOON).until(() -> !fleet.book().all().isEmpty());
                boolean right = fleet.book().all().get(0).state().online();
                fleet.stop();
                return right;
            });
            edge.stage();
        }
    }

    /** Stopped for longer than its right lasts, and back: what it writes then does not count. */
    @ParameterizedTest
    @EnumSource(FleetRig.Store.class)
    void a_worker_that_comes_back_late_judges_nothing(FleetRig.Store store) throws Exception {
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (FleetRig fleet = FleetRig.open(folder.resolve("fleet"), "tcp://127.0.0.1:9", store)) {
            fleet.start();
            Transactions database = fleet.sites().of("any").database();
            FleetDesk desk = new FleetDesk(database);
            long now = START.getEpochSecond();
            assertThat(desk.hold("one", now, 60)).isEqualTo(FleetDesk.Hold.GAINED);
            assertThat(desk.hold("two", now + 60, 60)).isEqualTo(FleetDesk.Hold.OTHERS);
            assertThat(desk.hold("one", now + 60, 60)).isEqualTo(FleetDesk.Hold.HELD);
            assertThat(desk.hold("two", now + 121, 60)).isEqualTo(FleetDesk.Hold.GAINED);
            assertThat(desk.hold("one", now + 122, 60)).isEqualTo(FleetDesk.Hold.OTHERS);
            Minute minute = Minute.containing(START);
            assertThatThrownBy(() -> ResultStore.ofWorker(database, "one")
                            .judging(minute, records -> true)
                            .join())
                    .hasMessageContaining("another worker judges this site now");
            assertThat(ResultStore.ofWorker(database, "two")
                            .judging(minute, records -> true)
                            .join())
                    .isTrue();
        }
    }

    /** A lane that is behind brings its newest minute at once; in its place it comes again, and changes nothing. */
    @ParameterizedTest
    @EnumSource(FleetRig.Store.class)
    void the_newest_minute_comes_before_the_backlog(FleetRig.Store store) throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                FleetRig fleet = FleetRig.open(folder.resolve("fleet"), broker.broker(), store);
                BareGateway edge = BareGateway.open(folder.resolve("edge"), "edge", broker.broker(), START)
                        .start()) {
            for (int i = 0; i < 60; i++) {
                edge.hear(minute(i, "a", "b"), at(i));
            }
            try (MqttSession ear = new MqttSession(
                    new io.nightflow.mqtt.MqttPeer(
                            broker.broker(),
                            "ear",
                            "",
                            "",
                            "",
                            "",
                            "",
                            io.nightflow.mqtt.MqttPeer.Will.NONE,
                            Duration.ZERO,
                            Duration.ofSeconds(5)),
                    connected -> {})) {
                List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
                ear.listen(message -> heard.add(new String(message.payload())), Runnable::run);
                ear.connect();
                ear.subscribe("nf/v1/edge/live", 0);
                await().atMost(SOON).until(() -> {
                    edge.stage();
                    edge.hear(minute(60, "a", "b"), at(60));
                    return !heard.isEmpty();
                });
                assertThat(heard.get(0)).startsWith("R,a," + (START.getEpochSecond() + 60 * 60) + ",");
                fleet.at(at(60));
                fleet.start();
                new BatchDesk(fleet.sites(), () -> at(60), 8, 45, (site, who, rows) -> {})
                        .takeLive("edge", heard.get(0));
                assertThat(fleet.readings()).hasSizeGreaterThanOrEqualTo(2);
            }
            await().atMost(SOON).until(() -> edge.waiting() == 0);
            assertThat(fleet.readings()).isEqualTo(FleetRig.readings(edge.database(), "edge."));
            assertThat(fleet.column("SELECT count(*) FROM gateway_command"))
                    .as("nothing is asked for: what came live is no sign that what is before it is here")
                    .containsExactly("0");
        }
    }
}
