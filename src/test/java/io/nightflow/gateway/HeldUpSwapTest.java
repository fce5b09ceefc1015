package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Routes that are swapped while they are held up: nothing that the line has brought is lost, and nothing is said of it. */
@Tag("long")
class HeldUpSwapTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String WAITS = """
            - route:
                id: waits
                description: A typing error where no check sees it
                routeConfigurationId: failures
                from:
                  uri: serial:%2$s
                  parameters:
                    types: S
                    group: 100ms
                  steps:
                    - toD: {uri: "direct:%1$s${header.none}"}
            """;

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private PseudoTerminal meter;
    private Gateway gateway;

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
    }

    @AfterEach
    void stop() {
        gateway.close();
        meter.close();
        ((Logger) LoggerFactory.getLogger("io.nightflow.camel.routes")).detachAppender(log);
    }

    /** The route that is swapped waits for a database that another program has locked. */
    @Test
    void no_reading_is_lost_where_the_swapped_route_is_held_up() throws Exception {
        Path collect = folder.resolve("routes/collect-readings.camel.yaml");
        int told = log.list.size();
        try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"))) {
            foreign.createStatement().execute("BEGIN IMMEDIATE");
            send(100);
            Files.writeString(collect, Files.readString(collect) + "# edited\n");
            await().during(Duration.ofSeconds(12))
                    .atMost(Duration.ofSeconds(13))
                    .until(() -> true);
            foreign.createStatement().execute("ROLLBACK");
        }
        await().atMost(Duration.ofSeconds(40)).until(() -> said(told, "routes swapped"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.readings().count()).isEqualTo(100));
        assertThat(log.list.subList(told, log.list.size())).allMatch(event -> event.getThrowableProxy() == null);
    }

    /** A typing error that the check does not see; readings wait in vain until it is corrected. */
    @Test
    void readings_that_wait_for_a_route_that_is_not_there_come_to_the_corrected_one() throws Exception {
        String route = HowToTest.yaml("docs/how-to/add-a-meter-line.md", 0);
        Path north = folder.resolve("routes/north.camel.yaml");
        Files.writeString(north, WAITS.formatted("colect-readings", folder + "/north"));
        await().atMost(SOON).until(() -> gateway.runtime().context().getRoute("waits") != null);
        try (PseudoTerminal line = PseudoTerminal.open(folder.resolve("north"))) {
            long minute = Instant.now().getEpochSecond() / 60 * 60;
            await().atMost(SOON).until(() -> {
                line.write(Frame.encode("S,0,typo-1," + minute + ",1,2"));
                return gateway.runtime().context().getInflightRepository().size("waits") > 0;
            });
            line.write(Frame.encode("S,0,typo-2," + minute + ",1,2"));
            int told = log.list.size();
            Logger all = (Logger) LoggerFactory.getLogger("ROOT");
            all.addAppender(log);
            Files.writeString(north, route);
            await().atMost(Duration.ofSeconds(40)).until(() -> said(told, "routes swapped"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(gateway.readings().count()).isEqualTo(2));
            all.detachAppender(log);
            assertThat(log.list.subList(told, log.list.size())).allMatch(event -> event.getThrowableProxy() == null);
        }
    }

    private void send(int readings) throws IOException {
        long minute = Instant.now().getEpochSecond() / 60 * 60;
        for (int i = 0; i < readings; i++) {
            meter.write(Frame.encode("S,0,m" + i + "," + minute + ",1,2"));
        }
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
