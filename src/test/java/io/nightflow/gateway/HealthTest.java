package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.link.Frame;
import io.nightflow.operate.Condition;
import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Reason;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.store.AlertStore;
import io.nightflow.store.ReadingStore;
import io.nightflow.time.BootTime;
import io.nightflow.time.BuildTime;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each state in which something does not go on is told: by its part, with what is wrong, as long as it is. */
@Tag("slow")
class HealthTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final List<String> PARTS = List.of(
            "lines",
            "meters",
            "readings",
            "numbering",
            "database",
            "disk",
            "history",
            "clock",
            "detection",
            "night",
            "zones",
            "staging",
            "delivery",
            "device",
            "backlog",
            "dead",
            "taps",
            "uplink",
            "routes",
            "route-files",
            "console",
            "memory");

    @TempDir
    private Path folder;

    private PseudoTerminal meter;
    private PseudoTerminal device;

    @BeforeEach
    void plugIn() throws IOException {
        meter = PseudoTerminal.open(folder.resolve("meter"));
        device = PseudoTerminal.open(folder.resolve("device"));
    }

    @AfterEach
    void unplug() {
        meter.close();
        device.close();
    }

    @Test
    void all_is_well_means_that_each_part_was_asked() throws Exception {
        try (Gateway gateway = started("", GatewayClock.of(InstantSource.system()))) {
            assertThat(gateway.operators().conditions())
                    .extracting(Condition::part)
                    .isEqualTo(PARTS);
            await().atMost(SOON).until(() -> gateway.operators().status().isWell());
            assertThat(gateway.operators().status().text()).contains("all is well");
            Path json = folder.resolve("nightflow.status.json");
            await().atMost(SOON).until(() -> Files.exists(json));
            assertThat(json).content().contains("\"well\":true", "\"part\":\"route-files\"", "\"station\":\"store\"");
            String page = Files.readString(Path.of("docs/reference/operations.md"));
            assertThat(PARTS).allSatisfy(part -> assertThat(page).contains("\n| " + part + " | "));
        }
    }

    @Test
    void a_site_without_a_device_and_without_a_line_of_its_own_is_well_and_makes_no_rows() throws Exception {
        NightflowProcess.folder(folder, "meter.port = none\ndevice.port = none\n");
        Files.writeString(folder.resolve("routes/plain.camel.yaml"), plainLine("plain", meter.link()));
        Settings settings = Settings.read(folder);
        try (Gateway gateway = Gateway.open(settings, GatewayClock.of(InstantSource.system()))) {
            gateway.start();
            await().atMost(SOON).until(() -> gateway.operators().status().isWell());
            await().atMost(SOON)
                    .until(
                            () -> { // what came before the first end of a line is no line
                                meter.write("dma-1,12.5\n".getBytes(StandardCharsets.ISO_8859_1));
                                return new ReadingStore(gateway.database(), 10).count() > 0;
                            });
            assertThat(gateway.operators().status().text())
                    .contains("line " + meter.link())
                    .doesNotContain("line none");
            assertThat(gateway.runtime().context().getRoute("deliver-results")).isNull();
            MeteringPoints points = SensorsFile.read(settings);
            assertThat(DeliveryWiring.isSent(settings, points, new SensorId("dma-1")))
                    .isFalse();
            assertThat(troubles(gateway, "delivery")).isEmpty();
        }
    }

    @Test
    void a_further_line_that_is_unplugged_or_mute_is_told_by_the_name_of_its_route() throws Exception {
        try (PseudoTerminal mute = PseudoTerminal.open(folder.resolve("mute"))) {
            NightflowProcess.folder(folder, "");
            Files.writeString(
                    folder.resolve("routes/more.camel.yaml"),
                    line("north", folder.resolve("nowhere"), "3m") + line("south", folder.resolve("mute"), "1s"));
            try (Gateway gateway = started("", GatewayClock.of(InstantSource.system()))) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(troubles(gateway, "lines"))
                                .hasSize(2)
                                .anyMatch(words -> words.startsWith("north: opening serial port"))
                                .anyMatch(words ->
                                        words.startsWith("south on " + folder + "/mute: no reading has come")));
                mute.write(Frame.encode("S,0,dma-1,0,1,2"));
                await().atMost(SOON).until(() -> troubles(gateway, "lines").size() == 1);
            }
        }
    }

    @Test
    void a_port_of_which_not_one_line_can_be_read_is_told_with_a_sample_within_a_minute() throws Exception {
        try (PseudoTerminal old = PseudoTerminal.open(folder.resolve("old"))) {
            NightflowProcess.folder(folder, "");
            Files.writeString(folder.resolve("routes/old.camel.yaml"), plainLine("old", old.link()));
            try (Gateway gateway = started("", GatewayClock.of(InstantSource.system()))) {
                await().atMost(SOON)
                        .until(
                                () -> { // the gateway itself may take a minute's account in between
                                    old.write("Q=7.5\n".getBytes(StandardCharsets.ISO_8859_1));
                                    gateway.reportRejections();
                                    return troubles(gateway, "lines").stream()
                                            .anyMatch(words -> words.startsWith(
                                                            "old on " + old.link()
                                                                    + ": not one of its lines can be read: not of the legacy pattern, such as 'Q=7")
                                                    && words.endsWith(
                                                            "Check speed, parity and pattern: ./nightflow listen"));
                                });
                await().atMost(SOON).until(() -> {
                    gateway.reportRejections();
                    return troubles(gateway, "lines").stream().noneMatch(words -> words.startsWith("old on"));
                });
            }
        }
    }

    private static String plainLine(String id, Path port) {
        return """
                - templatedRoute:
                    routeId: %s
                    routeTemplateRef: legacy-meter-line
                    parameters:
                      - name: port
                        value: "%s"
                      - name: pattern
                        value: "{sensor},{flow}"
                """.formatted(id, port);
    }

    private static String line(String id, Path port, String silentAfter) {
        return """
                - templatedRoute:
                    routeId: %s
                    routeTemplateRef: meter-line
                    parameters:
                      - name: port
                        value: "%s"
                      - name: silentAfter
                        value: %s
                """.formatted(id, port, silentAfter);
    }

    @Test
    void a_paused_lane_and_a_route_that_does_not_run_are_told() throws Exception {
        try (Gateway gateway = started("", GatewayClock.of(InstantSource.system()))) {
            gateway.runtime().context().getRouteController().suspendRoute("deliver-results");
            gateway.runtime().context().getRouteController().stopRoute("measure-night-flow");
            assertThat(troubles(gateway, "delivery"))
                    .containsExactly("deliver-results is paused (Suspended): rows stay staged until it is resumed");
            assertThat(troubles(gateway, "routes"))
                    .containsExactly("route measure-night-flow does not run (Stopped). Start it");
            gateway.runtime().context().getRouteController().resumeRoute("deliver-results");
            gateway.runtime().context().getRouteController().startRoute("measure-night-flow");
            assertThat(troubles(gateway, "delivery")).isEmpty();
            assertThat(troubles(gateway, "routes")).isEmpty();
        }
    }

    @Test
    void a_route_that_fails_on_every_message_is_told_until_one_goes_through() throws Exception {
        NightflowProcess.folder(folder, "");
        Files.writeString(folder.resolve("routes/mine.camel.yaml"), """
                - route:
                    id: handled
                    routeConfigurationId: failures
                    from:
                      uri: direct:handled
                      steps:
                        - setBody: {simple: "${body[0].toUpperCase()}"}
                - route:
                    id: bare
                    from:
                      uri: direct:bare
                      steps:
                        - setBody: {simple: "${body[0].toUpperCase()}"}
                """);
        try (Gateway gateway = started("", GatewayClock.of(InstantSource.system()))) {
            ProducerTemplate template = gateway.runtime().context().createProducerTemplate();
            for (String route : List.of("handled", "bare")) {
                for (int i = 0; i < 3; i++) {
                    assertThat(troubles(gateway, "routes")).as(route + " " + i).isEmpty();
                    template.send(
                            "direct:" + route, exchange -> exchange.getIn().setBody(List.of()));
                }
                assertThat(troubles(gateway, "routes"))
                        .singleElement()
                        .asString()
                        .startsWith("route " + route + ": each of its last 3 messages failed: ");
                template.send("direct:" + route, exchange -> exchange.getIn().setBody(List.of("x")));
                assertThat(troubles(gateway, "routes")).isEmpty();
            }
        }
    }

    @Test
    void rows_without_room_and_rows_set_aside_are_told() throws Exception {
        try (Gateway gateway = started(
                "staging.files-max = 100\ndeliver.cron = 0 0 0 1 1 ?\n", GatewayClock.of(InstantSource.system()))) {
            for (int i = 0; i < 100; i++) {
                gateway.staging().put("k" + i, "-", List.of("R,a,60,1,2,0555,055,0,0"));
            }
            assertThat(troubles(gateway, "staging"))
                    .singleElement()
                    .asString()
                    .startsWith("results: no room for further rows");
            assertThat(troubles(gateway, "backlog"))
                    .singleElement()
                    .asString()
                    .startsWith("results: the oldest row that waits for the device is ");
            gateway.staging().refused(1, "R,a,60,1", "too long");
            assertThat(troubles(gateway, "dead"))
                    .containsExactly("results: 1 files and rows are set aside and did not reach the device. See"
                            + " ./nightflow staging list --lane results");
        }
    }

    @Test
    void readings_that_are_refused_are_told() throws Exception {
        try (Gateway gateway = started("sensors.unlisted-max = 0\n", GatewayClock.of(InstantSource.system()))) {
            meter.write(Frame.encode("S,0,dma-1,0,1,2"));
            await().atMost(SOON).until(() -> gateway.rejections().stream().anyMatch(each -> each.total() > 0));
            gateway.reportRejections();
            assertThat(troubles(gateway, "readings"))
                    .containsExactly(
                            "1 lines were dropped in the last minute, 0 readings stored: too many unlisted sensors");
            gateway.reportRejections();
            assertThat(troubles(gateway, "readings")).isEmpty();
        }
    }

    @Test
    void a_database_that_is_damaged_while_it_runs_is_told() throws Exception {
        try (Gateway gateway = started("", GatewayClock.of(InstantSource.system()))) {
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                readings.add(new Reading(
                        new SensorId("a"), new Minute(1_700_000_000L / 60 * 60 + 60L * i), i, 4, Quality.GOOD));
            }
            gateway.readings().append(readings, ReadingStore.Kind.HISTORY).join();
            assertThat(troubles(gateway, "database")).isEmpty();
            Path log = folder.resolve("nightflow.db-wal");
            try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
                for (long at = 8_192; at < file.size() - 8_192; at += 64) { // what was committed, not the last frames
                    file.write(ByteBuffer.wrap(new byte[64]), at);
                }
            }
            try (FileChannel file = FileChannel.open(folder.resolve("nightflow.db"), StandardOpenOption.WRITE)) {
                for (long at = 8_192; at < file.size(); at += 4_096) {
                    file.write(ByteBuffer.wrap(new byte[2_048]), at);
                }
            }
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                () -> gateway.readings().count()))
                        .isNotNull();
                assertThat(troubles(gateway, "database")).isNotEmpty();
            });
        }
    }

    @Test
    void alerts_that_nobody_takes_are_told() throws Exception {
        NightflowProcess.folder(folder, "");
        Files.writeString(folder.resolve("routes/mine.camel.yaml"), """
                - route:
                    id: mine
                    routeConfigurationId: offered
                    from:
                      uri: direct:alert
                      steps:
                        - throwException: {exceptionType: java.io.IOException, message: nobody answers}
                """);
        try (Gateway gateway = started("detect.cron = * * * * * ?\n", GatewayClock.of(InstantSource.system()))) {
            Minute now = Minute.containing(Instant.now());
            new AlertStore(gateway.database())
                    .add(List.of(Alert.ofSensor(new SensorId("a"), now, EventKind.METER_FAULT, false, 1, Reason.NONE)))
                    .join();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(troubles(gateway, "taps"))
                            .containsExactly("tap direct-alert (offer-alerts) is 1 alerts behind: nobody answers. It is"
                                    + " tried again"));
        }
    }

    @Test
    void changed_route_files_that_cannot_run_are_told() throws Exception {
        try (Gateway gateway = started("", GatewayClock.of(InstantSource.system()))) {
            Path mine = folder.resolve("routes/mine.camel.yaml");
            Files.writeString(
                    mine, "- route:\n    id: mine\n    from: {uri: direct:mine, steps: [{to: direct:typo}]}\n");
            await().atMost(SOON).until(() -> !troubles(gateway, "route-files").isEmpty());
            Files.delete(mine);
            await().atMost(SOON).until(() -> troubles(gateway, "route-files").isEmpty());
        }
    }

    @Test
    void a_console_whose_port_is_taken_is_told_and_keeps_the_gateway_from_nothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Gateway gateway = started(
                        "console.port = " + taken.getLocalPort() + "\n", GatewayClock.of(InstantSource.system()))) {
            assertThat(troubles(gateway, "console"))
                    .singleElement()
                    .asString()
                    .contains(
                            "127.0.0.1:" + taken.getLocalPort() + " cannot be opened", "Free it, or set console.port");
            meter.write(Frame.encode("S,0,dma-1,0,1,2"));
            await().atMost(SOON).until(() -> gateway.readings().count() == 1);
        }
    }

    @Test
    void a_clock_that_is_not_believed_is_told() throws Exception {
        InstantSource early = InstantSource.fixed(Instant.parse("1980-01-01T00:00:00Z"));
        GatewayClock clock = GatewayClock.of(early, BootTime.of(early, BuildTime.time()));
        try (Gateway gateway = started("", clock)) {
            assertThat(troubles(gateway, "clock"))
                    .containsExactly("the clock stands before this program was built: set it, or wait for time"
                            + " synchronisation");
        }
    }

    private Gateway started(String settings, GatewayClock clock) throws Exception {
        NightflowProcess.folder(
                folder, "meter.port = " + folder + "/meter\ndevice.port = " + folder + "/device\n" + settings);
        Gateway gateway = Gateway.open(Settings.read(folder), clock);
        gateway.start();
        await().atMost(SOON).until(() -> gateway.runtime().context().isStarted());
        return gateway;
    }

    private static List<String> troubles(Gateway gateway, String part) {
        return gateway.operators().conditions().stream()
                .filter(each -> each.part().equals(part))
                .findFirst()
                .orElseThrow()
                .troubles();
    }
}
