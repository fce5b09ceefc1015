package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nightflow.link.Frame;
import io.nightflow.repository.HowToTest;
import io.nightflow.settings.Settings;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Route files edited while the gateway runs. */
@Tag("slow")
class RouteReloadTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration BAR = Duration.ofMillis(2_500);
    private static final String MINE = """
            - route:
                id: mine
                description: A route of mine
                routeConfigurationId: failures
                from:
                  uri: direct:mine
                  steps:
                    - setBody:
                        constant: "%s"
            """;

    private static final String FAILS = """
            - route:
                id: mine
                description: A route that fails
                from:
                  uri: direct:mine
                  steps:
                    - throwException:
                        exceptionType: java.lang.IllegalStateException
                        message: no such day
            """;

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private PseudoTerminal meter;
    private Gateway gateway;
    private int routes;

    @BeforeEach
    void start() throws Exception {
        log.start();
        ((Logger) LoggerFactory.getLogger("io.nightflow.camel.routes")).addAppender(log);
        NightflowProcess.folderWithPorts(folder, "route.north = " + folder + "/north");
        Files.writeString(
                folder.resolve("routes/north.camel.yaml"), HowToTest.yaml("docs/how-to/add-a-meter-line.md", 0));
        meter = PseudoTerminal.open(folder.resolve("meter"));
        gateway = Gateway.open(Settings.read(folder), GatewayClock.of(InstantSource.system()));
        gateway.start();
        await().atMost(SOON).until(() -> gateway.runtime().context().getRoute("collect-readings") != null);
        routes = gateway.runtime().context().getRoutesSize();
    }

    @AfterEach
    void stop() {
        gateway.close();
        meter.close();
        ((Logger) LoggerFactory.getLogger("io.nightflow.camel.routes")).detachAppender(log);
    }

    @Test
    void a_file_is_added_changed_and_taken_away() throws Exception {
        save("mine", MINE.formatted("one"));
        await().atMost(BAR).until(() -> answer().equals("one"));
        save("mine", MINE.formatted("two"));
        await().atMost(BAR).until(() -> answer().equals("two"));
        Files.delete(folder.resolve("routes/mine.camel.yaml"));
        await().atMost(BAR).until(() -> gateway.runtime().context().getRoute("mine") == null);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(folder.resolve("routes-good/mine.camel.yaml"))
                        .doesNotExist());
    }

    /** Camel's own reload fails for ever after one bad save, or has no routes at all. */
    @Test
    void bad_saves_change_nothing_and_the_next_good_one_works() throws Exception {
        save("mine", MINE.formatted("one"));
        await().atMost(BAR).until(() -> answer().equals("one"));
        for (String bad : List.of(
                MINE.replace("setBody", "setBodi"),
                MINE.replace("direct:mine", "nowhere:mine"),
                MINE.replace("id: mine", "id: detect-outliers"),
                "- route:\n  id",
                "")) {
            int told = log.list.size();
            save("mine", bad);
            await().atMost(SOON).until(() -> said(told, "what ran goes on running"));
            assertThat(told(told)).anyMatch(line -> line.contains("mine.camel.yaml:"));
            assertThat(told(told)).anyMatch(line -> line.contains(folder.resolve("routes-good") + ""));
            assertThat(answer()).isEqualTo("one");
            assertThat(gateway.runtime().context().getRoutesSize()).isEqualTo(routes + 1);
        }
        save("mine", MINE.formatted("three"));
        await().atMost(BAR).until(() -> answer().equals("three"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(folder.resolve("routes-good/mine.camel.yaml"))
                        .hasContent(MINE.formatted("three")));
    }

    /** An integrator's route without a failure policy. */
    @Test
    void what_editors_leave_is_passed_over_and_a_foreign_name_is_told_once() throws Exception {
        Files.createSymbolicLink(folder.resolve("routes/.#north.camel.yaml"), Path.of("user@host.1:2"));
        Files.write(folder.resolve("routes/._north.camel.yaml"), new byte[] {0, 5, 22, 7});
        Files.writeString(folder.resolve("routes/mine.yaml"), MINE.formatted("one"));
        Files.createDirectories(folder.resolve("routes/sub"));
        Files.writeString(folder.resolve("routes/sub/mine.camel.yaml"), MINE.formatted("one"));
        Files.writeString(folder.resolve("routes/mine.camel.yaml"), MINE.formatted("two"));
        await().atMost(SOON).until(() -> gateway.runtime().context().getRoute("mine") != null);
        await().atMost(SOON).until(() -> messages("is not taken").size() == 2);
        Files.writeString(folder.resolve("routes/mine.camel.yaml"), MINE.formatted("three"));
        await().atMost(SOON).until(() -> messages("routes swapped").size() == 2);
        assertThat(messages("is not taken"))
                .containsExactlyInAnyOrder(
                        folder + "/routes/mine.yaml: is not taken: the name of a route file must end with .camel.yaml",
                        folder + "/routes/sub: is not taken: route files must lie in " + folder + "/routes itself");
    }

    private List<String> messages(String part) {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains(part))
                .toList();
    }

    @Test
    void a_route_without_an_id_is_swapped_too() throws Exception {
        String bare = "- from:\n    uri: direct:bare\n    steps:\n      - setBody: {constant: %s}\n";
        Files.writeString(folder.resolve("routes/bare.camel.yaml"), bare.formatted("one"));
        await().atMost(SOON).until(() -> "one".equals(bare()));
        Files.writeString(folder.resolve("routes/bare.camel.yaml"), bare.formatted("two"));
        await().atMost(SOON).until(() -> "two".equals(bare()));
        Files.delete(folder.resolve("routes/bare.camel.yaml"));
        await().atMost(SOON).until(() -> gateway.runtime().context().getRoutesSize() == routes);
    }

    private Object bare() {
        try {
            return gateway.runtime()
                    .context()
                    .createFluentProducerTemplate()
                    .to("direct:bare?block=false&failIfNoConsumers=false")
                    .request(String.class);
        } catch (org.apache.camel.CamelExecutionException e) {
            return "";
        }
    }

    @Test
    void a_route_that_fails_is_one_line() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("org.apache.camel");
        root.addAppender(log);
        try {
            save("mine", FAILS);
            await().atMost(BAR).until(() -> gateway.runtime().context().getRoute("mine") != null);
            int told = log.list.size();
            assertThatThrownBy(this::answer).hasRootCauseMessage("no such day");
            assertThat(log.list.subList(told, log.list.size())).hasSize(1).allSatisfy(event -> {
                assertThat(event.getThrowableProxy()).isNull();
                assertThat(event.getFormattedMessage()).contains("no such day").doesNotContain("\n");
            });
        } finally {
            root.detachAppender(log);
        }
    }

    @Test
    void the_speed_of_a_port_can_be_changed() throws Exception {
        Path collect = folder.resolve("routes/collect-readings.camel.yaml");
        int told = log.list.size();
        Files.writeString(collect, Files.readString(collect).replace("{{meter.baud}}", "19200"));
        await().atMost(SOON).until(() -> said(told, "routes swapped"));
        long minute = Instant.now().getEpochSecond() / 60 * 60;
        await().atMost(SOON).until(() -> {
            meter.write(Frame.encode("S,0,fast," + minute + ",1,2"));
            return gateway.readings().count() == 1;
        });
    }

    /** What Camel loses: routes made from a template, when the template's file is saved. */
    @Test
    void a_changed_template_makes_its_routes_anew() throws Exception {
        Path template = folder.resolve("routes/meter-line.camel.yaml");
        int told = log.list.size();
        Files.writeString(template, Files.readString(template) + "# edited\n");
        await().atMost(SOON).until(() -> said(told, "routes swapped"));
        assertThat(gateway.runtime().context().getRoute("north")).isNotNull();
        assertThat(gateway.runtime().context().getRoutesSize()).isEqualTo(routes);
    }

    @Test
    void no_reading_is_lost_while_its_route_is_swapped() throws Exception {
        Path collect = folder.resolve("routes/collect-readings.camel.yaml");
        String text = Files.readString(collect);
        long minute = Instant.now().getEpochSecond() / 60 * 60 - 6_000;
        await().atMost(SOON).until(() -> {
            meter.write(Frame.encode("S,0,first," + minute + ",1,2"));
            return gateway.readings().count() > 0;
        });
        int sent = 0;
        for (int save = 0; save < 4; save++) {
            int told = log.list.size();
            Files.writeString(collect, text + "# edit " + save + "\n");
            while (!said(told, "routes swapped")) {
                meter.write(Frame.encode("S,0,m" + (sent % 500) + "," + (minute + sent / 500 * 60) + ",1,2"));
                sent++;
                LockSupport.parkNanos(500_000);
            }
        }
        int all = sent;
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.readings().count()).isEqualTo(all + 1));
    }

    private String answer() {
        return gateway.runtime().context().getRoute("mine") == null
                ? ""
                : gateway.runtime().context().createProducerTemplate().requestBody("direct:mine", "", String.class);
    }

    private void save(String name, String text) throws IOException {
        Files.writeString(folder.resolve("routes/" + name + ".camel.yaml"), text);
    }

    private boolean said(int from, String words) {
        return told(from).stream().anyMatch(line -> line.contains(words));
    }

    private List<String> told(int from) {
        List<ILoggingEvent> events = List.copyOf(log.list);
        return events.subList(from, events.size()).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
