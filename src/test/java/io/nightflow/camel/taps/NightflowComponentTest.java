package io.nightflow.camel.taps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nightflow.collect.AcceptedTimes;
import io.nightflow.collect.CollectReadings;
import io.nightflow.operate.Taps;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.TapStore;
import io.nightflow.tap.TappedReading;
import io.nightflow.time.GatewayClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real taps over a real database. */
class NightflowComponentTest {
    private static final Minute START = new Minute(1_795_176_000);
    private static final SensorId SENSOR = new SensorId("dma-north");

    private static final Range ANY = new Range(-1e10, 1e10);

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong(1);
    private Database database;
    private ReadingStore readings;
    private DefaultCamelContext camel;
    private NightflowComponent component;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("nightflow.db"));
        readings = new ReadingStore(database, 100);
        camel = new DefaultCamelContext();
        component = new NightflowComponent();
        component.setStore(Optional.of(new TapStore(database, "gw-7", ZoneOffset.UTC, AlertWords.ENGLISH)));
        InstantSource now = InstantSource.fixed(Instant.ofEpochSecond(START.epochSecond() + 3_600));
        component.setClock(now);
        component.setNanos(nanos::get);
        component.setCollect(Optional.of(new CollectReadings(
                readings,
                ReadingStore.Kind.LIVE,
                new MeteringPoints(Map.of(), new MeteringPoint(SENSOR, Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY)),
                new AcceptedTimes(GatewayClock.of(now), Duration.ofMinutes(5)))));
        camel.addComponent("nightflow", component);
    }

    @AfterEach
    void close() {
        camel.stop();
        database.close();
    }

    @Test
    void each_comes_once_in_order_and_as_json_wherever_a_text_is_wanted() throws Exception {
        List<String> taken = new CopyOnWriteArrayList<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("nightflow:readings?name=scada")
                        .routeId("r")
                        .process(exchange -> taken.add(exchange.getIn().getBody(String.class)));
            }
        });
        for (int i = 0; i < 20; i++) {
            read(i, i);
        }
        await().until(() -> taken.size() == 20);
        assertThat(taken.get(0))
                .matches(
                        "\\{\"gateway\":\"gw-7\",\"log\":\"[0-9a-f]{8}\",\"number\":1000000001,\"sensor\":\"dma-north\","
                                + "\"time\":\"2026-11-20T12:00:00Z\",\"flow\":0\\.0,\"pressure\":4\\.0,\"quality\":\"good\","
                                + "\"again\":false}");
        await().untilAsserted(() ->
                assertThat(component.taps()).containsExactly(new Taps.Flow("scada", "readings", "r", 0, 0, "")));
    }

    @Test
    void the_json_data_format_of_camel_says_the_same() throws Exception {
        List<String> ours = new CopyOnWriteArrayList<>();
        List<String> camels = new CopyOnWriteArrayList<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("nightflow:readings?name=two&batch=10")
                        .process(exchange -> ours.add(exchange.getIn().getBody(String.class)))
                        .marshal(new JacksonDataFormat())
                        .process(exchange -> camels.add(exchange.getIn().getBody(String.class)));
            }
        });
        readings.append(List.of(reading(0, 1.5), reading(1, Double.NaN)), ReadingStore.Kind.LIVE)
                .join();
        await().until(() -> camels.size() == 1);
        assertThat(camels).isEqualTo(ours);
        assertThat(ours.get(0))
                .startsWith("[{\"gateway\"")
                .contains("\"flow\":null")
                .endsWith("}]");
    }

    @Test
    void what_fails_or_is_rolled_back_comes_again_the_same_and_delays_no_other_tap() throws Exception {
        List<Long> first = new CopyOnWriteArrayList<>();
        List<Object> other = new CopyOnWriteArrayList<>();
        AtomicInteger turns = new AtomicInteger();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("nightflow:readings?name=fails&batch=3").routeId("r").process(exchange -> {
                    first.add(exchange.getIn().getHeader(NightflowConstants.FIRST, Long.class));
                    if (turns.incrementAndGet() == 1) {
                        throw new IllegalStateException("the broker is away");
                    }
                    exchange.setRollbackOnly(turns.get() == 2);
                });
                from("nightflow:readings?name=other")
                        .process(exchange -> other.add(exchange.getIn().getBody()));
            }
        });
        readings.append(List.of(reading(0, 0), reading(1, 1), reading(2, 2)), ReadingStore.Kind.LIVE)
                .join();
        await().until(() -> other.size() == 3);
        await().untilAsserted(() ->
                assertThat(component.taps().get(0).trouble()).isEqualTo("the broker is away. It is tried again"));
        assertThat(component.taps().get(0).words())
                .isEqualTo("tap fails (r) is 3 readings behind: the broker is away. It is tried again");
        await().atMost(Duration.ofSeconds(20)).until(() -> first.size() == 3);
        assertThat(first).containsOnly(1_000_000_001L);
        await().until(() -> component.taps().get(0).behind() == 0);
    }

    @Test
    void one_that_hangs_is_named_and_delays_nobody() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        List<Object> other = new CopyOnWriteArrayList<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("nightflow:readings?name=hangs").routeId("r").process(exchange -> {
                    began.countDown();
                    hangs.await();
                });
                from("nightflow:readings?name=other")
                        .process(exchange -> other.add(exchange.getIn().getBody()));
            }
        });
        for (int i = 0; i < 5; i++) {
            read(i, i);
        }
        await().until(() -> other.size() == 5 && began.getCount() == 0);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(component.taps().get(0).words())
                .startsWith("tap hangs (r) is 5 readings behind: its route has not ended for 61 s.");
        hangs.countDown();
        await().until(() -> component.taps().get(0).behind() == 0);
        assertThat(component.taps().get(0).trouble()).isEmpty();
    }

    @Test
    void after_a_restart_it_goes_on_with_what_was_not_taken() throws Exception {
        List<TappedReading> taken = new CopyOnWriteArrayList<>();
        RouteBuilder keeps = new RouteBuilder() {
            @Override
            public void configure() {
                from("nightflow:readings?name=keeps")
                        .process(exchange -> taken.add(exchange.getIn().getBody(TappedReading.class)));
            }
        };
        route(keeps);
        read(0, 0);
        await().until(() -> component.taps().get(0).behind() == 0 && taken.size() == 1);
        camel.stop();
        read(1, 1);
        camel = new DefaultCamelContext();
        camel.addComponent("nightflow", component);
        route(keeps);
        await().until(() -> taken.size() == 2);
        assertThat(taken).extracting(TappedReading::flow).containsExactly(0.0, 1.0);
    }

    @Test
    void two_routes_cannot_share_a_cursor() {
        assertThatThrownBy(() -> route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("nightflow:readings?name=one").routeId("r").to("log:a");
                        from("nightflow:readings?name=one&batch=2").to("log:b");
                    }
                }))
                .hasMessageContaining("tap one is taken by route r. Give each route a name of its own");
    }

    @Test
    void readings_come_in_by_any_route_and_go_through_the_checks_of_a_line() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:in").to("nightflow:readings");
            }
        });
        assertThat(in("{\"sensor\":\"dma-north\",\"time\":\"2026-11-20T12:30:00Z\",\"flow\":41.25,\"pressure\":null}"))
                .isEqualTo("{\"stored\":1,\"refused\":0}");
        assertThat(in(List.of(
                        Map.of("sensor", "dma-south", "time", START.epochSecond(), "flow", 1e9),
                        Map.of("sensor", "dma-south", "time", START.epochSecond() + 60, "flow", "7.5"))))
                .isEqualTo("{\"stored\":2,\"refused\":0}");
        assertThat(in("{\"sensor\":\"only-pressure\",\"time\":\"2026-11-20T12:30:00Z\",\"pressure\":4.5}"))
                .isEqualTo("{\"stored\":1,\"refused\":0}");
        assertThat(in("{\"sensor\":\"now\",\"flow\":4.5}")).isEqualTo("{\"stored\":1,\"refused\":0}");
        assertThat(readings.count()).isEqualTo(5);
        refused("[{\"sensor\":\"a\",\"flow\":1},{\"sensor\":\"b\"}]", "reading 2: must have a flow or a pressure");
        refused("{\"sensor\":\"a\",\"flow\":\"NaN\"}", "reading 1: flow: must be a number (got NaN)");
        refused("{\"sensor\":\"a\",\"flow\":\"1e999999999\"}", "reading 1: flow: must be a number (got 1e999999999)");
        refused("{\"sensor\":\"a\",\"flow\":\"e5\"}", "reading 1: flow: must be a number (got e5)");
        refused("{\"sensor\":\"a,b\",\"flow\":1}", "reading 1: sensor: must be 1 to 32 characters");
        refused(
                "{\"sensor\":\"a\",\"flow\":1,\"time\":\"yesterday\"}",
                "reading 1: time: must be ISO 8601 with its offset");
        refused(
                "{\"sensor\":\"a\",\"flux\":1}",
                "reading 1: there is no flux: a reading has sensor, flow, pressure and time");
        refused("{\"sensor\":", "must be a JSON object or an array of objects");
        assertThat(readings.count()).isEqualTo(5);
    }

    private void refused(String body, String words) {
        assertThatThrownBy(() -> in(body)).cause().hasMessageContaining(words);
    }

    private Object in(Object body) {
        return camel.createProducerTemplate().requestBody("direct:in", body);
    }

    private void route(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
        camel.start();
    }

    private void read(int minute, double flow) {
        readings.append(List.of(reading(minute, flow)), ReadingStore.Kind.LIVE).join();
    }

    private static Reading reading(int minute, double flow) {
        return new Reading(SENSOR, START.plus(minute), flow, 4, Quality.GOOD);
    }
}
