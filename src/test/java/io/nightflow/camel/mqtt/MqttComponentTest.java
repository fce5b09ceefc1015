package io.nightflow.camel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.camel.AwayPeer;
import io.nightflow.peers.Mosquitto;
import io.nightflow.peers.TestAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real broker, killed and started again. */
class MqttComponentTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private DefaultCamelContext camel;

    @BeforeEach
    void open() {
        assumeTrue(Mosquitto.isThere(), "mosquitto (Debian package) is not installed");
        camel = camel();
    }

    private static DefaultCamelContext camel() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.addComponent("mqtt", new MqttComponent());
        return context;
    }

    @AfterEach
    void close() {
        if (camel != null) {
            camel.stop();
        }
    }

    @Test
    void what_is_published_arrives_and_a_broker_that_is_away_at_the_start_or_killed_is_found_again() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder)) {
            String options = "?broker=" + broker.broker() + "&timeout=2s&clientId=";
            start(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:out").to("mqtt:water/{sensor}/flow" + options + "out");
                    from("mqtt:water/+/flow" + options + "in")
                            .process(exchange -> taken.add(exchange.getIn().getHeader(MqttConstants.TOPIC) + " "
                                    + exchange.getIn().getBody(String.class)));
                }
            });
            AwayPeer in = camel.getRoutes().stream()
                    .map(Route::getConsumer)
                    .filter(AwayPeer.class::isInstance)
                    .map(AwayPeer.class::cast)
                    .findFirst()
                    .orElseThrow();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(in.away())
                            .hasValueSatisfying(words ->
                                    assertThat(words).startsWith("broker " + broker.broker() + " is away for ")));
            assertThatThrownBy(() -> publish("a", "1"))
                    .hasStackTraceContaining("broker " + broker.broker() + " is away");
            broker.start();
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(
                            () -> { // until somebody has subscribed
                                publish("a", "2");
                                return taken.contains("water/a/flow 2");
                            });
            assertThat(in.away()).isEmpty();
            broker.kill();
            assertThatThrownBy(() -> publish("a", "3")).hasStackTraceContaining(broker.broker());
            broker.start();
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(
                            () -> { // it forgot who had subscribed
                                publish("b/+", "4");
                                return taken.contains("water/b__/flow 4");
                            });
        }
    }

    @Test
    void what_a_route_could_not_take_comes_again_and_what_came_while_it_was_away_is_kept() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder).start()) {
            String options = "?broker=" + broker.broker() + "&clientId=";
            AtomicInteger failures = new AtomicInteger(1);
            RouteBuilder in = new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("mqtt:commands" + options + "in").process(exchange -> {
                        if (failures.getAndDecrement() > 0) {
                            throw new IOException("the disk is full");
                        }
                        taken.add(exchange.getIn().getBody(String.class));
                    });
                }
            };
            start(in);
            try (DefaultCamelContext other = camel()) {
                other.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        from("direct:out").to("mqtt:commands" + options + "out");
                    }
                });
                other.start();
                try (ProducerTemplate template = other.createProducerTemplate()) {
                    await().atMost(SOON).ignoreExceptions().until(() -> {
                        template.sendBody("direct:out", "probe");
                        return taken.contains("probe");
                    });
                    camel.stop();
                    List<String> all = new ArrayList<>();
                    for (int i = 0; i < 50; i++) {
                        all.add("m" + i);
                        template.sendBody("direct:out", "m" + i);
                    }
                    taken.clear();
                    failures.set(1);
                    camel = camel();
                    start(in);
                    await().atMost(SOON).untilAsserted(() -> assertThat(taken).containsSubsequence(all));
                }
            }
        }
    }

    @Test
    void with_a_certificate_of_its_own_it_is_let_in_and_without_one_it_is_not() throws Exception {
        TestAuthority authority = new TestAuthority(folder);
        authority.certify("server", "localhost");
        authority.certify("gw-7", "gw-7");
        Path own = folder.toRealPath();
        try (Mosquitto broker = new Mosquitto(
                        folder.resolve("broker"),
                        "cafile " + own + "/ca.pem",
                        "certfile " + own + "/server.pem",
                        "keyfile " + own + "/server.key",
                        "require_certificate true",
                        "use_identity_as_username true",
                        "user root")
                .start()) {
            String tls = "?broker=tls://localhost:" + broker.port() + "&caFile=" + own + "/ca.pem&clientId=";
            String certificate = "&certificateFile=" + own + "/gw-7.pem&keyFile=" + own + "/gw-7.key";
            start(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:out").to("mqtt:x" + tls + "out" + certificate);
                    from("direct:none").to("mqtt:x" + tls + "none");
                    from("mqtt:x" + tls + "in" + certificate)
                            .process(exchange -> taken.add(exchange.getIn().getBody(String.class)));
                }
            });
            publishUntilTaken("a", "secret", "secret");
            try (ProducerTemplate template = camel.createProducerTemplate()) {
                assertThatThrownBy(() -> template.sendBody("direct:none", "x"))
                        .cause()
                        .hasMessageContaining("broker tls://localhost:" + broker.port() + " is away");
            }
        }
    }

    @Test
    void the_broker_says_that_it_is_gone_when_it_goes_without_a_word() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder).start()) {
            start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("mqtt:gw-7/state?clientId=watch&broker=" + broker.broker())
                            .process(exchange -> taken.add(exchange.getIn().getBody(String.class)));
                }
            });
            Process gone = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            WillMain.class.getName(),
                            broker.broker())
                    .inheritIO()
                    .start();
            await().atMost(SOON).until(() -> taken.contains("online") && taken.contains("here"));
            gone.destroyForcibly().waitFor();
            await().atMost(SOON).until(() -> taken.contains("offline"));
        }
    }

    @Test
    void what_cannot_be_is_refused_when_the_route_is_made() {
        refused("mqtt:x?clientId=a&broker=http://h:1", "broker: must be tcp://host:1883 or tls://host:8883");
        refused("mqtt:x?clientId=a&broker=tcp://h:1883&qos=3", "qos: must be 0, 1 or 2 (got 3)");
        refused("mqtt:x?clientId=a&broker=tls://h:8883&keyFile=k", "certificateFile and keyFile belong together");
        refused("mqtt:x?clientId=a&broker=tcp://h:1883&caFile=c", "caFile and certificateFile need tls");
    }

    private void refused(String uri, String words) {
        assertThatThrownBy(() -> camel.getEndpoint(uri)).hasStackTraceContaining(words);
    }

    private void start(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
        camel.start();
    }

    /** What is published before somebody has subscribed is nobody's. */
    private void publishUntilTaken(String sensor, String body, String expected) {
        await().atMost(SOON).ignoreExceptions().until(() -> {
            publish(sensor, body);
            return taken.contains(expected);
        });
    }

    private void publish(String sensor, String body) throws IOException {
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            Exchange sent = template.send("direct:out", exchange -> {
                exchange.setProperty("sensor", sensor);
                exchange.getIn().setBody(body);
            });
            if (sent.getException() != null) {
                throw new IOException(sent.getException());
            }
        }
    }
}
