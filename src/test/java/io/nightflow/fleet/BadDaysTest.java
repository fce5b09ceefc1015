package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.gateway.BareGateway;
import io.nightflow.link.Lane;
import io.nightflow.mqtt.MqttSession;
import io.nightflow.peers.Mosquitto;
import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reason;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import io.nightflow.staging.StagedMinute;
import io.nightflow.store.FleetDesk;
import io.nightflow.store.FleetRetention;
import io.nightflow.uplink.GatewayState;
import io.nightflow.uplink.LaneAnswer;
import io.nightflow.uplink.UplinkBatch;
import io.nightflow.uplink.UplinkTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a fresh pair of eyes broke: stores put back, forged messages, minutes that cannot be, two workers on one file. */
@Tag("slow")
class BadDaysTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final long NOW = START.getEpochSecond();
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /** A batch of one row a number, from a minute on. */
    private static UplinkBatch batch(long epoch, long base, long from, long minute, int rows) {
        List<StagedMinute> minutes = new java.util.ArrayList<>();
        for (int i = 0; i < rows; i++) {
            minutes.add(new StagedMinute(
                    from + i, "k", "m", "g", "", List.of("R,a," + (minute + 60 * i) + ",1.5,4.1,0555,055,0,0,0")));
        }
        return new UplinkBatch(Lane.RESULTS, epoch, base, from, from + rows - 1, from + rows, minutes);
    }

    private static LaneAnswer take(FleetRig fleet, String gateway, UplinkBatch batch) throws Exception {
        return new BatchDesk(fleet.sites(), () -> START, 8, 45, (site, who, rows) -> {}).take(gateway, batch);
    }

    @ParameterizedTest
    @EnumSource(FleetRig.Store.class)
    void what_is_missing_is_asked_of_each_gateway_from_where_its_rows_end(FleetRig.Store store) throws Exception {
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (FleetRig fleet = FleetRig.open(folder.resolve("fleet"), "tcp://127.0.0.1:9", store)) {
            fleet.start();
            for (String gateway : List.of("one", "two")) {
                take(fleet, gateway, batch(5_000, 1, 1, NOW - 3 * 86_400, 10));
                LaneAnswer answer = take(fleet, gateway, batch(5_000, 500, 500, NOW - 60, 1));
                assertThat(answer.last()).isEqualTo(500);
            }
            long from = NOW - 3 * 86_400 + 9 * 60 - 3_600;
            assertThat(fleet.column("SELECT gateway || ' ' || command FROM gateway_command ORDER BY gateway"))
                    .containsExactly(
                            "one restage," + from + "," + (NOW + 3_600), "two restage," + from + "," + (NOW + 3_600));
        }
    }

    @ParameterizedTest
    @EnumSource(FleetRig.Store.class)
    void a_reading_that_comes_a_second_time_without_its_pressure_keeps_that(FleetRig.Store store) throws Exception {
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (FleetRig fleet = FleetRig.open(folder.resolve("fleet"), "tcp://127.0.0.1:9", store)) {
            fleet.start();
            take(fleet, "gw", batch(7, 1, 1, NOW - 60, 1));
            String row = "R,a," + (NOW - 60) + ",2.5,,,,,,0";
            StagedMinute later = new StagedMinute(2, "k", "m", "g", "", List.of(row));
            assertThat(take(fleet, "gw", new UplinkBatch(Lane.RESULTS, 7, 1, 2, 2, 3, List.of(later)))
                            .last())
                    .isEqualTo(2);
            assertThat(fleet.column("SELECT coalesce(flow, -1) || ' ' || coalesce(pressure, -1) FROM reading"))
                    .containsExactly("2.5 4.1");
        }
    }

    @ParameterizedTest
    @EnumSource(FleetRig.Store.class)
    void minutes_that_cannot_be_are_left_out_and_the_lane_goes_on(FleetRig.Store store) throws Exception {
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (FleetRig fleet = FleetRig.open(folder.resolve("fleet"), "tcp://127.0.0.1:9", store)) {
            fleet.start();
            long number = 1;
            for (long minute : new long[] {-600, 0, 253_402_300_740L, NOW - 60 * 86_400, NOW + 30 * 86_400, NOW - 60}) {
                assertThat(take(fleet, "gw", batch(7, 1, number, minute, 1)).last())
                        .isEqualTo(number);
                number++;
            }
            assertThat(fleet.readings()).singleElement().asString().startsWith((NOW - 60) + " gw.a ");
            assertThatThrownBy(() -> take(fleet, "gw", batch(999_999_999_999_999L, 1, 1, NOW, 1)))
                    .hasMessageContaining("its numbering is of a far future");
            assertThat(take(fleet, "gw", batch(7, 1, number, NOW, 1)).last()).isEqualTo(number);
        }
    }

    @ParameterizedTest
    @EnumSource(FleetRig.Store.class)
    void what_no_gateway_has_judged_is_judged_in_the_middle(FleetRig.Store store) throws Exception {
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (FleetRig fleet = FleetRig.open(folder.resolve("fleet"), "tcp://127.0.0.1:9", store)) {
            fleet.start();
            fleet.at(START.plusSeconds(120));
            StagedMinute minute = new StagedMinute(
                    1,
                    "k",
                    "m",
                    "g",
                    "",
                    List.of("R,a," + NOW + ",12.5,4.1,,,,,0", "R,b," + NOW + ",12.5,4.1,0555,055,0,0,0"));
            take(fleet, "gw", new UplinkBatch(Lane.RESULTS, 7, 1, 1, 2, 3, List.of(minute)));
            String judged =
                    "SELECT s.name FROM reading r JOIN sensor s ON s.id = r.sensor WHERE r.flow_stages IS NOT NULL"
                            + " ORDER BY s.name";
            assertThat(fleet.column(judged)).containsExactly("gw.b");
            fleet.sites().of("gw").judge();
            assertThat(fleet.column(judged)).containsExactly("gw.a", "gw.b");
            assertThat(fleet.column("SELECT s.name FROM detection_memory m JOIN sensor s ON s.id = m.sensor"))
                    .as("what a gateway judges is not judged again")
                    .containsExactly("gw.a");
        }
    }

    @ParameterizedTest
    @EnumSource(FleetRig.Store.class)
    void days_that_are_over_go(FleetRig.Store store) throws Exception {
        assumeTrue(store.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (FleetRig fleet = FleetRig.open(folder.resolve("fleet"), "tcp://127.0.0.1:9", store)) {
            fleet.start();
            take(fleet, "gw", batch(7, 1, 1, NOW - 40 * 86_400, 10));
            take(fleet, "gw", batch(7, 1, 11, NOW, 10));
            new FleetRetention(fleet.sites().of("gw").database()).keep(NOW, 20);
            assertThat(fleet.readings()).hasSize(10);
            take(fleet, "gw", batch(7, 1, 21, NOW - 40 * 86_400 + 3_600, 1));
            assertThat(fleet.readings()).as("a day that is made again").hasSize(11);
        }
    }

    @Test
    void forged_numberings_stop_no_lane() throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                FleetRig fleet = FleetRig.open(folder.resolve("fleet"), broker.broker(), FleetRig.Store.SQLITE);
                BareGateway edge = BareGateway.open(folder.resolve("edge"), "edge", broker.broker(), START)
                        .start();
                MqttSession liar = new MqttSession(FleetWorker.peer(fleet.settings(), "liar"), connected -> {})) {
            fleet.start();
            liar.publish(
                    "nf/v1/edge/rows",
                    "#uplink 1 lane=results epoch=999999999999999 base=1 from=1 to=0 unsent=1\n"
                            .getBytes(StandardCharsets.UTF_8),
                    1,
                    false);
            liar.publish(
                    UplinkTopics.of("edge", UplinkTopics.Kind.ACK),
                    "A,results,999999999999999,0,8".getBytes(StandardCharsets.UTF_8),
                    0,
                    false);
            edge.raise(alert());
            await().atMost(SOON).until(() -> edge.waiting() == 0);
            assertThat(fleet.column("SELECT sensor FROM alert")).containsExactly("edge.a");
            restaged(fleet, edge);
        }
    }

    /** The newest alert, staged before under its own number, comes again where the fleet has lost it. */
    private static void restaged(FleetRig fleet, BareGateway edge) throws Exception {
        FleetSite site = fleet.sites().of("edge");
        int unused = site.database().commit(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate("DELETE FROM alert");
            }
        });
        site.desk().ask(new FleetDesk.Asked("r", "edge", "restage," + NOW + "," + (NOW + 600), NOW + 600));
        fleet.worker().ask();
        await().atMost(SOON).until(() -> fleet.answer("r").isPresent());
        assertThat(fleet.answer("r")).contains("ok,0 minutes,1 alerts");
        edge.stage();
        await().atMost(SOON)
                .until(() -> fleet.column("SELECT sensor FROM alert").size() == 1);
    }

    private static Alert alert() {
        return new Alert(
                new SensorId("a"),
                Minute.containing(START),
                Quantity.FLOW,
                Method.NIGHT,
                Stage.ALERT,
                EventKind.LEAK,
                false,
                23,
                20,
                1,
                1,
                Reason.NONE);
    }

    @Test
    void what_a_gateway_tells_is_bounded_and_may_be_nonsense() {
        GatewayBook book = new GatewayBook(() -> START);
        GatewayState state = GatewayState.parse(("boot=a\nonline=1\nresults=1 2 x\nlong=" + "y".repeat(100_000))
                        .getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        book.told("gw", state);
        book.line("gw", "z".repeat(8_000_000));
        book.line("unknown", "z");
        assertThat(book.all()).singleElement().satisfies(each -> {
            assertThat(each.waiting("results")).isZero();
            assertThat(each.fact("long").length()).isLessThanOrEqualTo(500);
            assertThat(each.lines()).singleElement().asString().hasSizeLessThan(400);
        });
        assertThat(Map.of("gw", book.all())).hasSize(1);
    }

    @Test
    void one_worker_alone_has_a_file() throws Exception {
        try (FleetRig fleet = FleetRig.open(folder.resolve("fleet"), "tcp://127.0.0.1:9", FleetRig.Store.SQLITE)) {
            fleet.start();
            assertThatThrownBy(() -> FleetSites.open(fleet.settings(), () -> START))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another worker runs on")
                    .hasMessageEndingWith("sqlite is for one. Stop it, or use PostgreSQL");
        }
    }

    @Test
    void each_part_of_a_zone_has_its_owner() throws Exception {
        Path config = Files.createDirectories(folder.resolve("fleet/sites/main/config"));
        Files.writeString(
                config.resolve("sensors.csv"), "sensor,flow-unit,pressure-unit\none.a,m3/h,bar\ntwo.a,m3/h,bar\n");
        Files.writeString(config.resolve("zones.csv"), "zone,sensor,sign,factor\ntown,one.a,+1,\ntown,two.a,+1,\n");
        try (FleetRig fleet = FleetRig.open(folder.resolve("fleet"), "tcp://127.0.0.1:9", FleetRig.Store.SQLITE)) {
            fleet.start();
            take(fleet, "one", batch(7, 1, 1, NOW, 1));
            take(fleet, "two", batch(7, 1, 1, NOW, 1));
            assertThat(fleet.column("SELECT gateway FROM gateway_sensor ORDER BY sensor"))
                    .containsExactly("one", "two");
            assertThat(fleet.readings()).hasSize(3);
        }
    }

    /** Each throws the other off; both say so, and what was staged is there once they have names of their own. */
    @Test
    void two_gateways_with_one_name_are_told() throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker")).start();
                BareGateway one = BareGateway.open(folder.resolve("one"), "twin", broker.broker(), START)
                        .start();
                BareGateway two = BareGateway.open(folder.resolve("two"), "twin", broker.broker(), START)
                        .start()) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(one.uplinkTroubles())
                            .anySatisfy(words -> assertThat(words)
                                    .contains("throws twin off again and again", "a name of its own")));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(two.uplinkTroubles())
                            .anySatisfy(words -> assertThat(words).contains("throws twin off again and again")));
        }
    }

    /** A zone over gateways whose clocks differ would be a sum of different minutes. */
    @Test
    void a_clock_that_differs_is_told() {
        long[] now = {NOW};
        GatewayBook book = new GatewayBook(() -> Instant.ofEpochSecond(now[0]));
        for (long ahead : new long[] {0, 300, -300}) {
            book.told("north", state(now[0] + ahead));
            now[0] += 600;
            book.told("north", state(now[0] + ahead));
            List<String> troubles = book.all().get(0).troubles();
            if (ahead == 0) {
                assertThat(troubles).isEmpty();
            } else {
                assertThat(troubles)
                        .singleElement()
                        .asString()
                        .contains(ahead > 0 ? "clock: it is 5 min ahead of" : "clock: it is 5 min behind");
            }
        }
    }

    private static GatewayState state(long at) {
        return new GatewayState("b", true, java.util.Map.of("at", Long.toString(at), "well", "1"));
    }
}
