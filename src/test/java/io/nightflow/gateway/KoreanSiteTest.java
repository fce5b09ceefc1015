package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.Settings;
import io.nightflow.store.AlertStore;
import io.nightflow.time.GatewayClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

/** {@code site.language = ko}: an alert that is stored as kind and figures is Korean wherever the gateway tells it. */
@Tag("slow")
class KoreanSiteTest {
    private static final SensorId SENSOR = new SensorId("dma-1");
    private static final String TOLD = "정수장 유입 (dma-1) 유량 없음 시작: 유량이 0임, 평균 12.5 m3/h";

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger("io.nightflow")).addAppender(log);
    }

    @AfterEach
    void end() {
        ((Logger) LoggerFactory.getLogger("io.nightflow")).detachAppender(log);
    }

    @Test
    void log_and_list_tell_an_alert_in_korean() throws Exception {
        NightflowProcess.folderWithPorts(folder, "detect.cron = * * * * * ?\n");
        Path settings = folder.resolve("config/nightflow.properties");
        Files.writeString(settings, "\nsite.language = ko\n", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("config/sensors.csv"), "sensor,label\ndma-1,정수장 유입\n");
        GatewayClock clock = GatewayClock.of(InstantSource.system());
        try (Gateway gateway = Gateway.open(Settings.read(folder), clock)) {
            gateway.start();
            Minute now = Minute.containing(Instant.now());
            Reason reason = Reason.of(ReasonKind.ZERO, "12.5 m3/h");
            new AlertStore(gateway.database())
                    .add(List.of(Alert.ofSensor(SENSOR, now, EventKind.NO_FLOW, false, 1, reason)))
                    .join();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> log.list.stream()
                            .anyMatch(event -> event.getFormattedMessage().equals(TOLD)));
        }
        Outcome list = Outcome.of("alerts", "list", "--dir", folder.toString());
        assertThat(list.err()).isEmpty();
        assertThat(list.out()).contains("정수장 유입 (dma-1)").contains("유량 없음 시작: 유량이 0임, 평균 12.5 m3/h");
    }
}
