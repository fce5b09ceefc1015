package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nightflow.link.Frame;
import io.nightflow.settings.Settings;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whoever installs a meter sees that it is heard, and whether its name is the listed one. */
@Tag("slow")
class SensorNewsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private PseudoTerminal meter;

    @BeforeEach
    void listen() throws IOException {
        log.start();
        ((Logger) LoggerFactory.getLogger("io.nightflow")).addAppender(log);
        NightflowProcess.folderWithPorts(folder, "");
        meter = PseudoTerminal.open(folder.resolve("meter"));
    }

    @AfterEach
    void end() {
        ((Logger) LoggerFactory.getLogger("io.nightflow")).detachAppender(log);
        meter.close();
    }

    @Test
    void a_first_reading_is_a_line_and_a_name_that_is_not_listed_is_told_once() throws Exception {
        Files.writeString(folder.resolve("config/sensors.csv"), "sensor,flow-unit\ndma-1,L/s\n");
        try (Gateway gateway = started()) {
            send("dma-1", "dma-2", "dma-1", "dma-2");
            await().atMost(SOON).until(() -> gateway.readings().count() == 2);
        }
        assertThat(said("its first reading"))
                .containsExactlyInAnyOrder(
                        "sensor dma-1: its first reading, 36 m3/h and 4 bar",
                        "sensor dma-2: its first reading, 10 m3/h and 4 bar");
        assertThat(said("is not in the list of sensors"))
                .singleElement()
                .asString()
                .startsWith("sensor dma-2 ");
        log.list.clear();
        try (Gateway gateway = started()) {
            send("dma-1", "dma-2");
            await().atMost(SOON).until(() -> gateway.rejections().stream().noneMatch(each -> each.total() > 0));
        }
        assertThat(said("its first reading")).isEmpty();
        assertThat(said("sensors were heard that"))
                .singleElement()
                .asString()
                .startsWith("1 sensors were heard that " + folder + "/config/sensors.csv does not list")
                .endsWith(": dma-2");
    }

    @Test
    void a_list_that_is_not_there_is_told_at_the_start() throws Exception {
        try (Gateway gateway = started()) {
            assertThat(gateway.runtime().context().isStarted()).isTrue();
        }
        assertThat(said("is not there: all readings are taken as m3/h and bar")).hasSize(1);
    }

    private Gateway started() throws Exception {
        Gateway gateway = Gateway.open(Settings.read(folder), GatewayClock.of(InstantSource.system()));
        gateway.start();
        await().atMost(SOON).until(() -> gateway.operators().conditions().size() > 1);
        return gateway;
    }

    private void send(String... sensors) throws IOException {
        for (String sensor : sensors) {
            meter.write(Frame.encode("S,0," + sensor + ",0,10,4"));
        }
    }

    private List<String> said(String part) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains(part))
                .toList();
    }
}
